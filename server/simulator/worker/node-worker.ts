import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { WorkerPort } from './messages.ts';

/** A worker thread of Node that runs the file at `url`. */
export function spawnNodeWorker(url: URL, options: WorkerOptions = {}): WorkerPort {
  const worker = new Worker(url, options);
  worker.unref();
  let isTerminated = false;
  return {
    post: (request) => worker.postMessage(request),
    onReply: (listener) => void worker.on('message', listener),
    onDeath: (listener) => {
      let reason = 'the worker ended';
      worker.on('error', (error) => (reason = error instanceof Error ? error.message : String(error)));
      worker.on('exit', () => isTerminated || listener(reason));
    },
    keepAlive: (isNeeded) => (isNeeded ? worker.ref() : worker.unref()),
    terminate: async () => {
      isTerminated = true;
      await worker.terminate();
    },
  };
}
