/**
 * How soon the editor knows: from an edit to its diagnostics, from a keystroke to the list of completions, from opening
 * a file to its first diagnostics, and to hover, definition, symbols and tokens, in a program of 1,000 lines. Ours goes through the real server process over stdio,
 * the QDK's language service through its own worker: `npm run build && node bench/language/edit-latency.ts`.
 *
 * Both get the same OpenQASM program and the same edits: a gate's name is misspelt and mended in turn.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type ILanguageServiceWorker, getLanguageServiceWorker, loadWasmModule } from 'qsharp-lang';
import { TestEditor } from '../../server/lsp/test-editor.ts';
import { median, milliseconds, printTable, quantile, ratio, times } from '../table.ts';

const lineCount = 1000;
const rounds = 100;
const openings = 10;
/** Milliseconds. */
const goals = {
  diagnostics: 50,
  completion: 20,
  opening: 500,
  hover: 10,
  definition: 10,
  symbols: 10,
  tokens: 20,
};

const head = ['OPENQASM 3.0;', 'include "stdgates.inc";', 'qubit[4] q;', 'bit[4] c;'];
const body = ['h q[0];', 'rz(pi / 8) q[1];', 'cx q[0], q[1];', 'if (c[0]) { x q[2]; }'];
const lines = [
  ...head,
  ...Array.from({ length: lineCount - head.length - 1 }, (_, line) => body[line % body.length] ?? ''),
  'c = measure q;',
];
/** The line that is edited, in the middle: `h q[0];` */
const editedLine = head.length + body.length * 120;
const wrongName = { start: { line: editedLine, character: 0 }, end: { line: editedLine, character: 1 } };
const mendedName = { start: { line: editedLine, character: 0 }, end: { line: editedLine, character: 2 } };
const text = program('h');
const wrongText = program('hh');

function program(gate: string): string {
  return lines.map((line, number) => (number === editedLine ? line.replace('h', gate) : line)).join('\n');
}

/** What is timed, in milliseconds. */
interface Times {
  readonly diagnostics: readonly number[];
  readonly completion: readonly number[];
  readonly opening: readonly number[];
  /** Ours only from here on: the peer has no outline and no tokens, and its worker ends when asked to hover here. */
  readonly hover?: readonly number[];
  readonly definition?: readonly number[];
  readonly symbols?: readonly number[];
  /** What changed of the semantic tokens after an edit. */
  readonly tokens?: readonly number[];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** A pause between edits, as a quick typist makes them: no edit may be answered together with the one before. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 60));
}

async function ours(): Promise<Times> {
  const server = path.resolve(import.meta.dirname, '../../dist/server/lsp.js');
  const editor = await TestEditor.start({ server });
  const opening: number[] = [];
  for (let round = 0; round < openings; round++)
    opening.push(await timed(() => editor.open(`file:///open-${round}.qasm`, wrongText)));
  const uri = 'file:///edited.qasm';
  await editor.open(uri, text);
  const diagnostics: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await pause();
    const change = round % 2 === 0 ? { range: wrongName, text: 'hh' } : { range: mendedName, text: 'h' };
    let found = 0;
    diagnostics.push(
      await timed(async () => {
        found = (await editor.change(uri, round + 2, [change])).length;
      }),
    );
    if (found > 0 !== (round % 2 === 0)) throw new Error(`edit ${round} had ${found} diagnostics`);
  }
  const completion: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await editor.change(uri, rounds + 2 + round, [
      { range: { start: wrongName.start, end: wrongName.start }, text: '\n' },
    ]);
    completion.push(await timed(() => editor.request('textDocument/completion', uri, wrongName.start)));
  }
  const lookUps = await ourLookUps(editor, uri, 2 * rounds + 2);
  await editor.stop();
  return { diagnostics, completion, opening, ...lookUps };
}

/** Requests about an unchanged text, and about tokens after an edit of one line. */
async function ourLookUps(editor: TestEditor, uri: string, firstVersion: number) {
  const repeated = (feature: string, more: object = {}) =>
    times(rounds, () => editor.request(`textDocument/${feature}`, uri, undefined, more));
  // The empty lines of the completions stand above the edited line now.
  const position = { line: editedLine + rounds + 2, character: 3 };
  const hover = await repeated('hover', { position });
  const definition = await repeated('definition', { position });
  const symbols = await repeated('documentSymbol');
  const tokens: number[] = [];
  let { resultId } = await editor.request<{ resultId?: string }>('textDocument/semanticTokens/full', uri);
  for (let round = 0; round < rounds; round++) {
    await editor.change(uri, firstVersion + round, [
      { range: { start: wrongName.start, end: wrongName.start }, text: '\n' },
    ]);
    const more = { previousResultId: resultId };
    tokens.push(
      await timed(async () => {
        ({ resultId } = await editor.request<{ resultId?: string }>(
          'textDocument/semanticTokens/full/delta',
          uri,
          undefined,
          more,
        ));
      }),
    );
  }
  return { hover, definition, symbols, tokens };
}

async function peers(): Promise<Times> {
  const home = new URL('../../node_modules/qsharp-lang/', import.meta.url);
  await loadWasmModule(new Uint8Array(await readFile(new URL('lib/web/qsc_wasm_bg.wasm', home))).buffer);
  const service = getLanguageServiceWorker(new URL('dist/language-service/worker.js', home).href);
  await service.updateConfiguration({ targetProfile: 'unrestricted', packageType: 'exe', lints: [] });
  const opening: number[] = [];
  for (let round = 0; round < openings; round++)
    opening.push(await timed(() => update(service, `file:///open-${round}.qasm`, 1, wrongText)));
  const uri = 'file:///edited.qasm';
  await update(service, uri, 1, wrongText);
  const diagnostics: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await pause();
    diagnostics.push(await timed(() => update(service, uri, round + 2, round % 2 === 0 ? text : wrongText)));
  }
  const completion: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await service.updateDocument(uri, rounds + 2 + round, `${'\n'.repeat(round)}${text}`, 'openqasm');
    completion.push(await timed(() => service.getCompletions(uri, rounds + 2 + round, wrongName.start)));
  }
  service.terminate();
  return { diagnostics, completion, opening };
}

/** Settles when the service reports on this version. */
function update(service: ILanguageServiceWorker, uri: string, version: number, code: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const listen = ({ detail }: { detail: { uri: string; version: number } }) => {
      if (detail.uri !== uri || detail.version !== version) return;
      service.removeEventListener('diagnostics', listen);
      resolve();
    };
    service.addEventListener('diagnostics', listen);
    service.updateDocument(uri, version, code, 'openqasm').catch(reject);
  });
}

const our = await ours();
const peer = await peers();
const names: Readonly<Record<keyof Times, string>> = {
  diagnostics: 'edit → diagnostics',
  completion: 'completion after an edit',
  opening: 'open → first diagnostics',
  hover: 'hover',
  definition: 'definition',
  symbols: 'outline',
  tokens: 'semantic tokens after an edit',
};
const measured = [
  'diagnostics',
  'completion',
  'opening',
  'hover',
  'definition',
  'symbols',
  'tokens',
] as const;
const rows = measured.map((name) => {
  const [mine, theirs = []] = [our[name] ?? [], peer[name]];
  return [
    `${names[name]}, ${lines.length} lines`,
    milliseconds(median(mine)),
    milliseconds(quantile(mine, 0.95)),
    `${goals[name]} ms`,
    milliseconds(median(theirs)),
    milliseconds(quantile(theirs, 0.95)),
    ratio(quantile(theirs, 0.95), quantile(mine, 0.95)),
  ];
});
printTable(['what', 'ours, median', 'ours, p95', 'goal', 'QDK, median', 'QDK, p95', 'QDK ÷ ours, p95'], rows);
