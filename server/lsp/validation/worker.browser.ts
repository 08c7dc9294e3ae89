/** The worker of the language server that compiles circuits for their targets, in a browser. */
import { neverCancelled } from '../../base/index.ts';
import { answer } from './answer.ts';
import type { CompileRequest, ValidationRequest } from './messages.ts';

/** What is used here of the global object of a web worker. */
interface WorkerScope {
  addEventListener(
    kind: 'message',
    listener: (event: { readonly data: ValidationRequest | CompileRequest }) => void,
  ): void;
  postMessage(message: unknown): void;
}

const scope = globalThis as unknown as WorkerScope;

// Its owner ends this worker where a request is not wanted any more.
scope.addEventListener('message', ({ data }) => scope.postMessage(answer(data, neverCancelled)));
