import type { Circuit, Compilation, CompileLevel } from '../../circuit/index.ts';
import type { Device } from '../../hardware/index.ts';
import type { SpawnValidation, ValidationWorker } from './messages.ts';

/** What became of a request to compile; nothing where a newer one came first. */
export type Compiled = { readonly compilation: Compilation } | { readonly fault: string } | undefined;

/** Milliseconds that one circuit may be compiled and compared with its source. */
const longest = 60_000;

/** Compiles circuits with their certificates in a thread of its own: only the latest request counts. */
export class Compiler {
  readonly #spawn: SpawnValidation;
  #worker: ValidationWorker | undefined;
  #latest: { readonly id: number; readonly settle: (compiled: Compiled) => void } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastId = 0;

  constructor(spawn: SpawnValidation) {
    this.#spawn = spawn;
  }

  compile(circuit: Circuit, device: Device, level: CompileLevel): Promise<Compiled> {
    if (this.#latest !== undefined) {
      this.#worker?.cancel(this.#latest.id);
      this.#settle(undefined);
    }
    const { promise, resolve: settle } = Promise.withResolvers<Compiled>();
    const id = ++this.#lastId;
    this.#latest = { id, settle };
    this.#worker ??= this.#begin();
    this.#worker.post({ id, circuit, device, level });
    this.#timer = setTimeout(() => this.#giveUp(`compiling it takes more than ${longest / 1000} s`), longest);
    return promise;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
  }

  #begin(): ValidationWorker {
    const worker = this.#spawn();
    worker.onReply(({ id, compilation, fault = 'it was not compiled' }) => {
      if (id === this.#latest?.id) this.#settle(compilation === undefined ? { fault } : { compilation });
    });
    worker.onDeath((reason) => {
      this.#worker = undefined;
      this.#settle({ fault: `the thread that compiles it broke down: ${reason}` });
    });
    return worker;
  }

  #giveUp(fault: string): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#settle({ fault });
  }

  #settle(compiled: Compiled): void {
    clearTimeout(this.#timer);
    const latest = this.#latest;
    this.#latest = undefined;
    latest?.settle(compiled);
  }
}
