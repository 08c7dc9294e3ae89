import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { UsageError, exitStatus } from '../exit-status.ts';

/** `qflow lsp --stdio`: the language server for any editor, speaking over this process's own streams. */
export async function lsp(args: readonly string[]): Promise<number> {
  if (args.length !== 1 || args[0] !== '--stdio')
    throw new UsageError('The language server is started as `qflow lsp --stdio`.');
  const path = import.meta.url.endsWith('.ts') ? '../../lsp/node.ts' : './server/lsp.js';
  const server = spawn(process.execPath, [fileURLToPath(new URL(path, import.meta.url)), '--stdio'], {
    stdio: 'inherit',
  });
  const [status] = await once(server, 'exit');
  return typeof status === 'number' ? status : exitStatus.failed;
}
