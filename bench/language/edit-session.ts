/**
 * An hour's worth of editing at one edit a second and more, compressed in time: random edits over the protocol, after which
 * the server must answer as a new one does and keep no more memory than before:
 * `npm run build && node bench/language/edit-session.ts [edits] [seed]`, 10,000 edits when left out.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Random } from '../../server/base/index.ts';
import { TestEditor } from '../../server/lsp/test-editor.ts';
import { EditSession } from '../../test/fuzz/edit-session.ts';
import { printTable } from '../table.ts';

const server = path.resolve(import.meta.dirname, '../../dist/server/lsp.js');
const [edits = 10_000, seed = 1] = process.argv.slice(2).map(Number);
const parts = 10;

async function megabytes(processId: number): Promise<string> {
  const status = await readFile(`/proc/${processId}/status`, 'utf8').catch(() => '');
  return `${Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1000)} MB`;
}

const editor = await TestEditor.start({ server });
const session = await EditSession.start(editor, new Random(seed));
const rows: (readonly string[])[] = [];
const started = performance.now();
for (let part = 1; part <= parts; part++) {
  for (let edit = 0; edit < edits / parts; edit++) await session.act();
  await session.compare(server);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  rows.push([`${(part * edits) / parts}`, 'equal', await megabytes(editor.processId), `${seconds} s`]);
}
await editor.stop();
printTable(['edits', 'answers beside a new server', 'memory of the server', 'after'], rows);
if (editor.logged.length > 0) throw new Error(editor.logged.join('\n'));
