import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Cancelled, type ListenableToken, TableFault } from '../../base/index.ts';
import type { TableResult } from '../../protocol/index.ts';
import type { QueryAnswer, QueryOrder } from './order.ts';

/** The most memory of Node's own objects in the process of a query, in MiB. */
const heapMebibytes = 512;

/**
 * Runs a query in a process of its own, since SQLite does not listen while it computes.
 *
 * @param program the file of that process
 * @throws {TableFault} @throws {Cancelled} after the process is dead
 */
export async function runQuery(
  order: QueryOrder,
  program: URL,
  token: ListenableToken,
): Promise<TableResult> {
  const child = spawn(
    process.execPath,
    ['--no-warnings', `--max-old-space-size=${heapMebibytes}`, fileURLToPath(program)],
    { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, windowsHide: true },
  );
  const unsubscribe = token.onCancel(() => child.kill('SIGKILL'));
  // A process that dies before it has read its order says so by its end.
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(order));
  try {
    const ended = new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    const [output, trouble, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    if (token.isCancellationRequested) throw new Cancelled();
    if (status !== 0) throw new TableFault(`the query ended: ${trouble.trim().split('\n').at(-1) ?? ''}`);
    const answer = JSON.parse(output) as QueryAnswer;
    if ('fault' in answer) throw new TableFault(answer.fault);
    return answer.table;
  } finally {
    unsubscribe();
    await rm(path.join(order.folder, order.draft), { force: true });
  }
}
