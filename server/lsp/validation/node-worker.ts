import { Worker } from 'node:worker_threads';
import type { ValidationReply, ValidationWorker } from './messages.ts';

/** Compiling makes many small objects that die at once; with more room for them the collector runs less often. */
const resourceLimits = { maxYoungGenerationSizeMb: 64 };

/** A thread of Node that runs the validator at `url`. It does not keep the process alive. */
export function spawnNodeValidation(url: URL): ValidationWorker {
  const cancelled = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(url, { workerData: cancelled, resourceLimits });
  worker.unref();
  let isTerminated = false;
  return {
    post: (request) => worker.postMessage(request),
    cancel: (id) => void Atomics.store(cancelled, 0, id),
    onReply: (listener) => void worker.on('message', (reply: ValidationReply) => listener(reply)),
    onDeath: (listener) => {
      let reason = 'it ended';
      worker.on('error', (error) => (reason = error instanceof Error ? error.message : String(error)));
      worker.on('exit', () => isTerminated || listener(reason));
    },
    terminate: () => {
      isTerminated = true;
      void worker.terminate();
    },
  };
}
