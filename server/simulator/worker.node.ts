/** The simulator's worker thread under Node. */
import { availableParallelism } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { spawnNodeHelper } from './threads/node-helper.ts';
import type { Reply } from './worker/messages.ts';
import type { Posted } from './worker/post.ts';
import { serve } from './worker/serve.ts';
import { transferred } from './worker/transferred.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');

/** Beside this file's bundle, or in the source tree. */
const helper = new URL(
  import.meta.url.endsWith('.ts') ? './helper.node.ts' : './simulator-helper.js',
  import.meta.url,
);

const handle = serve((reply: Reply) => port.postMessage(reply, transferred(reply)), {
  cores: availableParallelism(),
  spawnHelper: (control) => spawnNodeHelper(helper, control),
});
port.on('message', (message: Posted) => void handle(message));
