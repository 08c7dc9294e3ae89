/** The simulator's worker thread under Node; its helpers run the same file. */
import { availableParallelism } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { helpInNode, spawnNodeHelper } from './threads/node-helper.ts';
import type { Reply } from './worker/messages.ts';
import type { Posted } from './worker/post.ts';
import { serve } from './worker/serve.ts';
import { transferred } from './worker/transferred.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');

const file = new URL(import.meta.url);

if (!helpInNode(workerData)) {
  const handle = serve((reply: Reply) => port.postMessage(reply, transferred(reply)), {
    cores: availableParallelism(),
    spawnHelper: (control) => spawnNodeHelper(file, control),
  });
  port.on('message', (message: Posted) => void handle(message));
}
