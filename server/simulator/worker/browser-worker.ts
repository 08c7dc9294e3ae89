import { startBrowserWorker } from './browser-scope.ts';
import type { Reply, WorkerPort } from './messages.ts';

/** A worker of a browser that runs the file at `url`, the bundle of worker.browser.ts. */
export function spawnBrowserWorker(url: string): WorkerPort {
  const worker = startBrowserWorker(url);
  return {
    post: (request) => worker.postMessage(request),
    onReply: (listener) => {
      worker.addEventListener('message', ({ data }) => listener(data as Reply));
    },
    onDeath: (listener) => {
      worker.addEventListener('error', ({ message }) => {
        worker.terminate();
        listener(message ?? 'the worker could not start');
      });
    },
    // A page lives as long as it is open, whatever its workers do.
    keepAlive: () => undefined,
    terminate: async () => worker.terminate(),
  };
}
