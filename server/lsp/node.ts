/** The language server as a Node process: `--stdio`, `--node-ipc` or a pipe, as the editor asks for. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ProposedFeatures, createConnection } from 'vscode-languageserver/node';
import { serve } from './server.ts';

serve(createConnection(ProposedFeatures.all), async (uri) => {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return await readFile(fileURLToPath(uri), 'utf8');
  } catch {
    return undefined;
  }
});
