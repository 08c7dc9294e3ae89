/** The thread of the language server that compiles circuits for their targets. */
import { parentPort, workerData } from 'node:worker_threads';
import { answer } from './answer.ts';
import type { CompileRequest, ValidationRequest } from './messages.ts';

/** The id of the request that is not wanted any more; its owner writes there while this thread works. */
const cancelled: unknown = workerData;

parentPort?.on('message', (request: ValidationRequest | CompileRequest) => {
  const token = {
    get isCancellationRequested() {
      return cancelled instanceof Int32Array && Atomics.load(cancelled, 0) === request.id;
    },
  };
  parentPort?.postMessage(answer(request, token));
});
