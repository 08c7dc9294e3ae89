/** The thread of the language server that compiles circuits for their targets. */
import { parentPort, workerData } from 'node:worker_threads';
import { Cancelled } from '../../base/index.ts';
import { compile } from '../../circuit/index.ts';
import { compileTarget, validate } from '../../hardware/index.ts';
import type { CompileRequest, ValidationReply, ValidationRequest } from './messages.ts';

/** The id of the request that is not wanted any more; its owner writes there while this thread works. */
const cancelled: unknown = workerData;

parentPort?.on('message', (request: ValidationRequest | CompileRequest) =>
  parentPort?.postMessage(answer(request)),
);

function answer(request: ValidationRequest | CompileRequest): ValidationReply {
  const { id, device } = request;
  const token = {
    get isCancellationRequested() {
      return cancelled instanceof Int32Array && Atomics.load(cancelled, 0) === id;
    },
  };
  try {
    if ('content' in request) {
      const { circuit, options } = request.content;
      return { id, validation: validate(circuit, device, options, token) };
    }
    const { circuit, level } = request;
    const options = { level, seed: 0, cancellation: token };
    return { id, compilation: compile(circuit, compileTarget(device, circuit), options) };
  } catch (error) {
    if (error instanceof Cancelled) return { id };
    return { id, fault: error instanceof Error ? error.message : String(error) };
  }
}
