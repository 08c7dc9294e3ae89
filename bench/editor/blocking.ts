/**
 * Whether a long request about a file of 10,000 lines holds up others: how long a hover elsewhere takes that is asked for right
 * behind it, and while it is being answered. `npm run build && node bench/editor/blocking.ts`
 */
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { TestEditor } from '../../server/lsp/test-editor.ts';
import { declarationsProgram, flatProgram } from '../../test/fuzz/programs.ts';
import { median, milliseconds, printTable, quantile } from '../table.ts';

const server = path.resolve(import.meta.dirname, '../../dist/server/lsp.js');
const lineCount = 10_000;
const rounds = 15;
/** Milliseconds after a long request at which the hovers are asked for. */
const delays = [0, 4, 12];
const small = 'file:///small.qflow';

const whole = { start: { line: 0, character: 0 }, end: { line: lineCount, character: 0 } };
const more = { range: whole, options: { tabSize: 2, insertSpaces: true }, previousResultId: '' };
const methods = [
  'textDocument/semanticTokens/full',
  'textDocument/semanticTokens/range',
  'textDocument/inlayHint',
  'textDocument/codeLens',
  'textDocument/documentSymbol',
  'textDocument/foldingRange',
  'textDocument/formatting',
];

const rows: (readonly string[])[] = [];
for (const [title, uri, text] of [
  ['OpenQASM', 'file:///long.qasm', flatProgram(lineCount)],
  ['declarations', 'file:///long.qflow', declarationsProgram(lineCount)],
] as const)
  rows.push(...(await rowsOf(title, uri, text)));
printTable(
  ['10,000 lines', 'the request itself', 'hover, median', 'hover, p95', 'hover, worst', 'goal'],
  rows,
);

async function rowsOf(title: string, uri: string, text: string): Promise<readonly (readonly string[])[]> {
  const editor = await TestEditor.start({ server });
  await editor.open(uri, text);
  await editor.open(small, 'circuit c { qubit q; h q; }');
  const found: (readonly string[])[] = [];
  for (const method of methods) {
    const [own, hovers]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      const began = performance.now();
      const behind = editor
        .request(method, uri, undefined, more)
        .then(() => own.push(performance.now() - began));
      await Promise.all(delays.map(async (delay) => hovers.push(await hover(editor, delay))));
      await behind;
    }
    found.push(row(`${method.replace('textDocument/', '')}, ${title}`, own, hovers));
  }
  found.push(row(`edit and its diagnostics, ${title}`, ...(await edits(editor, uri, text))));
  await editor.stop();
  return found;
}

/** What follows a keystroke: parsing, checking, advice, diagnostics. */
async function edits(editor: TestEditor, uri: string, text: string): Promise<readonly [number[], number[]]> {
  const line = Math.floor(text.split('\n').length / 2);
  const end = { line, character: 0 };
  const [own, hovers]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const range = { start: end, end: round % 2 === 0 ? end : { line, character: 1 } };
    const began = performance.now();
    const known = editor
      .change(uri, round + 2, [{ range, text: round % 2 === 0 ? ' ' : '' }])
      .then(() => own.push(performance.now() - began));
    await Promise.all(delays.map(async (delay) => hovers.push(await hover(editor, 15 + delay))));
    await known;
  }
  return [own, hovers];
}

async function hover(editor: TestEditor, delay: number): Promise<number> {
  if (delay > 0) await pause(delay);
  const began = performance.now();
  await editor.request('textDocument/hover', small, { line: 0, character: 21 });
  return performance.now() - began;
}

function row(name: string, own: readonly number[], hovers: readonly number[]): readonly string[] {
  const taken = [median(own), median(hovers), quantile(hovers, 0.95), quantile(hovers, 1)];
  return [name, ...taken.map(milliseconds), '20 ms'];
}
