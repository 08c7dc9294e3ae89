import type { Circuit } from '../../circuit/index.ts';
import {
  type Content,
  type Device,
  type Validation,
  type ValidationOptions,
  contentOf,
  placedAgain,
  validateUncompiled,
} from '../../hardware/index.ts';
import type { SpawnValidation, ValidationReply, ValidationWorker } from './messages.ts';

export interface ValidationJob {
  readonly circuit: Circuit;
  readonly device: Device;
  readonly options: ValidationOptions;
}

/** One content on one device, until it is answered. */
interface Pending {
  readonly id: number;
  readonly key: string;
  readonly content: Content;
  readonly device: Device;
  /** The files that wait for it. */
  readonly owners: Set<string>;
  readonly settled: Promise<Validation | undefined>;
  settle(validation: Validation | undefined): void;
}

/** Answers that are kept. */
const mostKnown = 300;
/** Milliseconds that one circuit may be compiled for one device. */
const longest = 20_000;

/**
 * Holds circuits against devices in another thread, one after the other. What was answered is known by its content, wherever
 * it stands in the text; what a newer text of a file does not have any more is taken back, even while it is compiled.
 */
export class Validator {
  readonly #spawn: SpawnValidation;
  readonly #known = new Map<string, Validation>();
  readonly #pending = new Map<string, Pending>();
  #queue: Pending[] = [];
  #running: Pending | undefined;
  #worker: ValidationWorker | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastId = 0;

  constructor(spawn: SpawnValidation) {
    this.#spawn = spawn;
  }

  /** The validations in the order of the jobs; nothing where a newer call for the same file came first. */
  async validate(owner: string, jobs: readonly ValidationJob[]): Promise<readonly Validation[] | undefined> {
    const asked = jobs.map((job) => ({ job, ...contentOf(job.circuit, job.options) }));
    const keys = asked.map(({ job, content }) => keyOf(content, job.device));
    this.#forgetOthers(owner, new Set(keys));
    const answers = await Promise.all(
      asked.map(async ({ job, content }, place) =>
        this.#answer(owner, keys[place] ?? '', content, job.device),
      ),
    );
    const found = asked.flatMap(({ job, places }, place) => {
      const answer = answers[place];
      return answer === undefined ? [] : [placedAgain(answer, places, job.options.body)];
    });
    return found.length === jobs.length ? found : undefined;
  }

  /** The file is not open any more. */
  forget(owner: string): void {
    this.#forgetOthers(owner, new Set());
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
  }

  async #answer(
    owner: string,
    key: string,
    content: Content,
    device: Device,
  ): Promise<Validation | undefined> {
    const known = this.#known.get(key);
    if (known !== undefined) {
      this.#remember(key, known);
      return known;
    }
    const pending = this.#pending.get(key) ?? this.#enqueue(key, content, device);
    pending.owners.add(owner);
    return pending.settled;
  }

  #remember(key: string, validation: Validation): void {
    this.#known.delete(key);
    this.#known.set(key, validation);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= mostKnown) break;
      this.#known.delete(oldest);
    }
  }

  #enqueue(key: string, content: Content, device: Device): Pending {
    const { promise: settled, resolve: settle } = Promise.withResolvers<Validation | undefined>();
    const pending = { id: ++this.#lastId, key, content, device, owners: new Set<string>(), settled, settle };
    this.#pending.set(key, pending);
    this.#queue.push(pending);
    this.#next();
    return pending;
  }

  /** Takes back what only this file waited for and does not wait for any more. */
  #forgetOthers(owner: string, wanted: ReadonlySet<string>): void {
    for (const pending of [...this.#pending.values()]) {
      if (wanted.has(pending.key) || !pending.owners.delete(owner) || pending.owners.size > 0) continue;
      this.#pending.delete(pending.key);
      this.#queue = this.#queue.filter((other) => other !== pending);
      if (pending === this.#running) this.#worker?.cancel(pending.id);
      pending.settle(undefined);
    }
  }

  #next(): void {
    if (this.#running !== undefined) return;
    const next = this.#queue.shift();
    if (next === undefined) return;
    this.#running = next;
    this.#worker ??= this.#begin();
    this.#worker.post({ id: next.id, content: next.content, device: next.device });
    this.#timer = setTimeout(() => this.#giveUp(next), longest);
  }

  #begin(): ValidationWorker {
    const worker = this.#spawn();
    worker.onReply((reply) => this.#take(reply));
    worker.onDeath((reason) => {
      this.#worker = undefined;
      this.#finish(
        this.#running,
        uncompiled(this.#running, `the thread that compiles it broke down: ${reason}`),
      );
    });
    return worker;
  }

  #take({ id, validation, fault }: ValidationReply): void {
    const running = this.#running;
    if (running?.id !== id) return;
    const answer = fault === undefined ? validation : uncompiled(running, fault);
    this.#finish(running, answer);
  }

  #finish(pending: Pending | undefined, validation: Validation | undefined): void {
    clearTimeout(this.#timer);
    this.#running = undefined;
    if (pending !== undefined) {
      if (validation !== undefined) this.#remember(pending.key, validation);
      // One that was taken back may be wanted again meanwhile, under another id.
      if (this.#pending.get(pending.key) === pending) this.#pending.delete(pending.key);
      pending.settle(validation);
    }
    this.#next();
  }

  #giveUp(pending: Pending): void {
    if (this.#running !== pending) return;
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#finish(pending, uncompiled(pending, `compiling it takes more than ${longest / 1000} s`));
  }
}

function uncompiled(pending: Pending | undefined, reason: string): Validation | undefined {
  if (pending === undefined) return undefined;
  const { content, device } = pending;
  return validateUncompiled(content.circuit, device, content.options, reason);
}

/** Whole numbers of any size, as the values of bits are, become strings. */
function keyOf({ circuit, options }: Content, device: Device): string {
  return JSON.stringify([device, options, circuit], (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
}
