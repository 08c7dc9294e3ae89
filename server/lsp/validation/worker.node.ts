/** The thread of the language server that compiles circuits for their targets. */
import { parentPort, workerData } from 'node:worker_threads';
import { Cancelled } from '../../base/index.ts';
import { validate } from '../../hardware/index.ts';
import type { ValidationReply, ValidationRequest } from './messages.ts';

/** The id of the request that is not wanted any more; its owner writes there while this thread works. */
const cancelled: unknown = workerData;

parentPort?.on('message', (request: ValidationRequest) => parentPort?.postMessage(answer(request)));

function answer({ id, content, device }: ValidationRequest): ValidationReply {
  const token = {
    get isCancellationRequested() {
      return cancelled instanceof Int32Array && Atomics.load(cancelled, 0) === id;
    },
  };
  try {
    return { id, validation: validate(content.circuit, device, content.options, token) };
  } catch (error) {
    if (error instanceof Cancelled) return { id };
    return { id, fault: error instanceof Error ? error.message : String(error) };
  }
}
