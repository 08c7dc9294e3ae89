/**
 * Long files: how soon the language and its server answer about programs of 1,000 and 10,000 lines, and what they keep in
 * memory: `npm run build && node bench/language/large-files.ts`. Ours goes through the language itself in the first table
 * and through the server's process over stdio in the second; the QDK's language service, through its own worker, gets the
 * same OpenQASM and the same edits.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type ILanguageServiceWorker, getLanguageServiceWorker, loadWasmModule } from 'qsharp-lang';
import { Project } from '../../server/language/index.ts';
import { TestEditor } from '../../server/lsp/test-editor.ts';
import { declarationsProgram, flatProgram } from '../../test/fuzz/programs.ts';
import { median, milliseconds, printTable, quantile, ratio, times } from '../table.ts';

const server = path.resolve(import.meta.dirname, '../../dist/server/lsp.js');
const rounds = 40;
const lengths = [1000, 10_000];

/** A program with the place of a gate's name in its middle, which edits misspell and mend. */
interface LongProgram {
  readonly title: string;
  readonly uri: string;
  readonly text: string;
  readonly place: { readonly line: number; readonly character: number };
}

function programsOf(lineCount: number): readonly LongProgram[] {
  return [
    longProgram(`${lineCount} lines, OpenQASM`, `file:///flat-${lineCount}.qasm`, flatProgram(lineCount)),
    longProgram(
      `${lineCount} lines, declarations`,
      `file:///parts-${lineCount}.qflow`,
      declarationsProgram(lineCount),
    ),
  ];
}

function longProgram(title: string, uri: string, text: string): LongProgram {
  const lines = text.split('\n');
  const middle = Math.floor(lines.length / 2);
  const line = middle + lines.slice(middle).findIndex((one) => /^ *h q\[0\];$/.test(one));
  return { title, uri, text, place: { line, character: lines[line]?.indexOf('h') ?? 0 } };
}

/** The program with the gate's name misspelt. */
function misspelt({ text, place }: LongProgram): string {
  const lines = text.split('\n');
  const line = lines[place.line] ?? '';
  const changed = `${line.slice(0, place.character)}h${line.slice(place.character)}`;
  return lines.with(place.line, changed).join('\n');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function pause(length: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, length));
}

// ------------------------------------------------------------------------------------------------- parse and check

async function languageRow(program: LongProgram): Promise<readonly string[]> {
  const { title, uri, text } = program;
  const wrong = misspelt(program);
  const cold = await times(10, () => new Project(async () => text).load(uri));
  let now = text;
  const project = new Project(async () => now);
  await project.load(uri);
  const edits: number[] = [];
  for (let round = 0; round < rounds; round++) {
    now = round % 2 === 0 ? wrong : text;
    edits.push(await timed(() => project.load(uri)));
  }
  return [
    title,
    milliseconds(cold[0] ?? Number.NaN),
    milliseconds(median(cold.slice(1))),
    milliseconds(median(edits)),
    milliseconds(quantile(edits, 0.95)),
  ];
}

// ------------------------------------------------------------------------------------------------------- the server

type Measured = Readonly<Record<string, readonly number[]>>;

/** Milliseconds; the first row has one goal for each length. */
const goals: Readonly<Record<string, readonly [number, number]>> = {
  'keystroke → diagnostics': [50, 100],
  completion: [20, 20],
  hover: [10, 10],
  definition: [10, 10],
  symbols: [10, 10],
  'semantic tokens delta': [20, 20],
  folding: [10, 10],
};

async function ours({ uri, text, place }: LongProgram): Promise<Measured> {
  const editor = await TestEditor.start({ server });
  await editor.open(uri, text);
  const position = { line: place.line, character: place.character };
  const behind = { line: place.line, character: place.character + 1 };
  let version = 1;
  const keystroke = (round: number) => {
    const range = { start: position, end: round % 2 === 0 ? position : behind };
    return editor.change(uri, ++version, [{ range, text: round % 2 === 0 ? 'h' : '' }]);
  };
  const diagnostics: number[] = [];
  const after: Record<string, number[]> = {};
  let { resultId } = await editor.request<{ resultId?: string }>('textDocument/semanticTokens/full', uri);
  for (let round = 0; round < rounds; round++) {
    await pause(100);
    diagnostics.push(await timed(() => keystroke(round)));
    const requests: Readonly<Record<string, () => Promise<unknown>>> = {
      completion: () => editor.request('textDocument/completion', uri, behind),
      hover: () => editor.request('textDocument/hover', uri, position),
      definition: () =>
        editor.request('textDocument/definition', uri, { ...position, character: position.character + 2 }),
      symbols: () => editor.request('textDocument/documentSymbol', uri),
      'semantic tokens delta': async () => {
        const more = { previousResultId: resultId };
        ({ resultId } = await editor.request<{ resultId?: string }>(
          'textDocument/semanticTokens/full/delta',
          uri,
          undefined,
          more,
        ));
      },
      folding: () => editor.request('textDocument/foldingRange', uri),
    };
    for (const [name, request] of Object.entries(requests)) (after[name] ??= []).push(await timed(request));
  }
  const memory = await megabytes(editor.processId);
  await editor.stop();
  return { 'keystroke → diagnostics': diagnostics, ...after, memory: [memory] };
}

/** What a process holds of the machine's memory, in MB. */
async function megabytes(processId: number): Promise<number> {
  const status = await readFile(`/proc/${processId}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1000;
}

async function peers(program: LongProgram): Promise<Measured> {
  const home = new URL('../../node_modules/qsharp-lang/', import.meta.url);
  await loadWasmModule(new Uint8Array(await readFile(new URL('lib/web/qsc_wasm_bg.wasm', home))).buffer);
  const service = getLanguageServiceWorker(new URL('dist/language-service/worker.js', home).href);
  await service.updateConfiguration({ targetProfile: 'unrestricted', packageType: 'exe', lints: [] });
  const { uri, place } = program;
  const [wrong, text] = [misspelt(program), program.text];
  await update(service, uri, 1, wrong);
  const diagnostics: number[] = [];
  const completion: number[] = [];
  for (let round = 0; round < rounds / 4; round++) {
    await pause(100);
    const now = round % 2 === 0 ? text : wrong;
    diagnostics.push(await timed(() => update(service, uri, round + 2, now)));
    completion.push(await timed(() => service.getCompletions(uri, round + 2, place)));
  }
  service.terminate();
  return { 'keystroke → diagnostics': diagnostics, completion };
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

async function serverRows(program: LongProgram, place: 0 | 1): Promise<readonly (readonly string[])[]> {
  const mine = await ours(program);
  const theirs = program.uri.endsWith('.qasm') ? await peers(program) : {};
  const rows = Object.keys(goals).map((name) =>
    row(program.title, name, place, mine[name] ?? [], theirs[name] ?? []),
  );
  const memory = `${Math.round(mine['memory']?.[0] ?? Number.NaN)} MB`;
  return [...rows, [`server memory, ${program.title}`, memory, memory, '150 MB', '', '']];
}

function row(title: string, name: string, place: 0 | 1, mine: readonly number[], theirs: readonly number[]) {
  const [own, other] = [quantile(mine, 0.95), quantile(theirs, 0.95)];
  const what = `${name}, ${title}`;
  const goal = `${goals[name]?.[place]} ms`;
  return [what, milliseconds(median(mine)), milliseconds(own), goal, milliseconds(other), ratio(other, own)];
}

// ------------------------------------------------------------------------------------------- requests beside each other

const fileCount = 100;

/** A gate that 100 files import is renamed. */
async function renaming(): Promise<readonly number[]> {
  const files = new Map([['file:///shared.qflow', 'gate shared a, b { cx a, b; }\n']]);
  for (let number = 0; number < fileCount; number++)
    files.set(
      `file:///user-${number}.qflow`,
      `import "shared.qflow";\ncircuit c${number} { qubit[2] q; shared q[0], q[1]; }\n`,
    );
  const editor = await TestEditor.start({ server, files });
  for (const [uri, text] of files) await editor.open(uri, text);
  const position = { line: 0, character: 6 };
  const taken = await times(20, async () => {
    const answer = await editor.request<{ changes?: object } | null>(
      'textDocument/rename',
      'file:///shared.qflow',
      position,
      { newName: 'other' },
    );
    const count = Object.keys(answer?.changes ?? {}).length;
    if (count !== fileCount + 1) throw new Error(`${count} files would change`);
  });
  await editor.stop();
  return taken;
}

/** How long a hover waits behind the most expensive requests about a long file, and a cancelled request for its answer. */
async function beside({
  uri,
  text,
  place,
}: LongProgram): Promise<{ readonly hover: number[]; readonly cancelled: number[] }> {
  const editor = await TestEditor.start({ server });
  await editor.open(uri, text);
  await editor.open('file:///small.qflow', 'circuit c { qubit q; h q; }');
  const hover: number[] = [];
  const cancelled: number[] = [];
  const heavy = [
    'textDocument/semanticTokens/full',
    'textDocument/formatting',
    'textDocument/inlayHint',
    'textDocument/codeLens',
  ];
  for (let round = 0; round < rounds; round++) {
    const range = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };
    const more = { range, options: { tabSize: 2, insertSpaces: true } };
    const method = heavy[round % heavy.length] ?? '';
    const [behind, answer] = [
      editor.request(method, uri, undefined, more),
      editor.request('textDocument/hover', 'file:///small.qflow', { line: 0, character: 21 }),
    ];
    hover.push(await timed(() => answer));
    await behind;
    cancelled.push(await timed(() => editor.cancelled('textDocument/references', uri, place)));
  }
  await editor.stop();
  return { hover, cancelled };
}

const head = ['what', 'first', 'cold, warm engine', 'edit, median', 'edit, p95'];
const language: (readonly string[])[] = [];
for (const program of lengths.flatMap(programsOf)) language.push(await languageRow(program));
printTable(head, [...language, ['goal, 10,000 lines', '300 ms', '300 ms', '60 ms', '60 ms']]);
console.log();
const rows: (readonly string[])[] = [];
for (const [place, length] of lengths.entries())
  for (const program of programsOf(length)) rows.push(...(await serverRows(program, place === 0 ? 0 : 1)));
const renamed = await renaming();
rows.push([
  `rename over ${fileCount} files`,
  milliseconds(median(renamed)),
  milliseconds(quantile(renamed, 0.95)),
  '300 ms',
  '',
  '',
]);
for (const program of programsOf(10_000)) {
  const { hover, cancelled } = await beside(program);
  for (const [name, taken, goal] of [
    ['hover elsewhere behind a long request', hover, '20 ms'],
    ['cancelled request', cancelled, '20 ms'],
  ] as const)
    rows.push([
      `${name}, ${program.title}`,
      milliseconds(median(taken)),
      milliseconds(quantile(taken, 0.95)),
      goal,
      '',
      '',
    ]);
}
printTable(['what', 'ours, median', 'ours, p95', 'goal', 'QDK, p95', 'QDK ÷ ours'], rows);
