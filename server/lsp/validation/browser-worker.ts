import type { Content } from '../../hardware/index.ts';
import type { CompileRequest, ValidationReply, ValidationRequest, ValidationWorker } from './messages.ts';

/** What is used here of the workers of a browser. */
interface BrowserWorker {
  addEventListener(
    kind: 'message' | 'error',
    listener: (event: { readonly data: unknown; readonly message?: string }) => void,
  ): void;
  postMessage(message: unknown): void;
  terminate(): void;
}

const { Worker } = globalThis as unknown as { readonly Worker: new (address: string) => BrowserWorker };

/**
 * A validator in a worker of a browser that runs the file at `address`. Pages share no memory as a rule, so that nothing
 * reaches a worker while it works: one whose request is not wanted any more ends, and another takes its place.
 */
export function spawnBrowserValidation(address: string): ValidationWorker {
  const validation = new BrowserValidation(address);
  return {
    post: (request) => validation.post(request),
    cancel: (id) => validation.cancel(id),
    onReply: (listener) => void validation.onReply.push(listener),
    onDeath: (listener) => void validation.onDeath.push(listener),
    terminate: () => validation.terminate(),
  };
}

class BrowserValidation {
  readonly onReply: ((reply: ValidationReply) => void)[] = [];
  readonly onDeath: ((reason: string) => void)[] = [];
  readonly #address: string;
  #worker: BrowserWorker | undefined;
  #working: number | undefined;
  /** What was to be validated last. */
  #content: Content | undefined;
  /** Given while another works: by a compiler, whose latest request alone counts. */
  #waiting: (ValidationRequest | CompileRequest)[] = [];

  constructor(address: string) {
    this.#address = address;
  }

  post(request: ValidationRequest | CompileRequest): void {
    this.#waiting.push('circuit' in request ? request : this.#whole(request));
    this.#next();
  }

  /** The worker that had the content before may have ended. */
  #whole(request: ValidationRequest): ValidationRequest {
    this.#content = request.content ?? this.#content;
    return this.#content === undefined ? request : { ...request, content: this.#content };
  }

  cancel(id: number): void {
    this.#waiting = this.#waiting.filter((request) => request.id !== id);
    if (id !== this.#working) return;
    this.terminate();
    // The owner takes back several at a time, and hears of the first when it is done.
    queueMicrotask(() => this.#reply({ id }));
  }

  terminate(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  #next(): void {
    if (this.#working !== undefined) return;
    const request = this.#waiting.shift();
    if (request === undefined) return;
    this.#working = request.id;
    this.#worker ??= this.#start();
    this.#worker.postMessage(request);
  }

  #start(): BrowserWorker {
    const worker = new Worker(this.#address);
    worker.addEventListener('message', ({ data }) => {
      if (worker === this.#worker) this.#reply(data as ValidationReply);
    });
    worker.addEventListener('error', ({ message = 'it could not start' }) => {
      if (worker !== this.#worker) return;
      this.terminate();
      this.#working = undefined;
      for (const tell of this.onDeath) tell(message);
    });
    return worker;
  }

  #reply(reply: ValidationReply): void {
    this.#working = undefined;
    for (const tell of this.onReply) tell(reply);
    this.#next();
  }
}
