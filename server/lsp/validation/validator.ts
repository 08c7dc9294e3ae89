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
import type { SpawnValidation } from './messages.ts';
import { type Outcome, ValidationThread, type ValidationTask } from './thread.ts';

export interface ValidationJob {
  readonly circuit: Circuit;
  readonly device: Device;
  readonly options: ValidationOptions;
}

/** A task until it is answered. */
interface Pending extends ValidationTask {
  readonly key: string;
  /** The files that wait for it. */
  readonly owners: Set<string>;
  readonly settled: Promise<Validation | undefined>;
  settle(validation: Validation | undefined): void;
}

/** Answers that are kept. */
const mostKnown = 300;

/**
 * Holds circuits against devices in other threads, the first asked first. What was answered is known by its content, wherever
 * it stands in the text; what a newer text of a file does not have any more is taken back, even while it is compiled.
 */
export class Validator {
  readonly #known = new Map<string, Validation>();
  readonly #pending = new Map<string, Pending>();
  #queue: Pending[] = [];
  readonly #threads: readonly ValidationThread[];
  #lastId = 0;

  /** @param threads how many work at once: devices of one circuit are independent of each other */
  constructor(spawn: SpawnValidation, threads: number) {
    this.#threads = Array.from({ length: threads }, () => new ValidationThread(spawn));
  }

  /** The validations in the order of the jobs; nothing where a newer call for the same file came first. */
  async validate(owner: string, jobs: readonly ValidationJob[]): Promise<readonly Validation[] | undefined> {
    const asked = contentsOf(jobs);
    const keys = asked.map(({ job, text }) => `${job.device.name} ${textOf(job.device)} ${text}`);
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
    for (const thread of this.#threads) thread.dispose();
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
      for (const thread of this.#threads) thread.cancel(pending.id);
      pending.settle(undefined);
    }
  }

  #next(): void {
    const [next] = this.#queue;
    const free = this.#threads.filter(({ isFree }) => isFree);
    const thread = free.find((one) => next !== undefined && one.has(next.content)) ?? free[0];
    if (next === undefined || thread === undefined) return;
    this.#queue.shift();
    thread.begin(next, (outcome) => this.#finish(next, outcome));
    this.#next();
  }

  #finish(pending: Pending, { validation, fault }: Outcome): void {
    const answer = fault === undefined ? validation : uncompiled(pending, fault);
    if (answer !== undefined) this.#remember(pending.key, answer);
    // One that was taken back may be wanted again meanwhile, under another id.
    if (this.#pending.get(pending.key) === pending) this.#pending.delete(pending.key);
    pending.settle(answer);
    this.#next();
  }
}

function uncompiled({ content, device }: ValidationTask, reason: string): Validation {
  return validateUncompiled(content.circuit, device, content.options, reason);
}

/** The contents of jobs and their texts, made once for neighbours that differ only in their devices. */
function contentsOf(jobs: readonly ValidationJob[]) {
  const found: ReturnType<typeof describedJob>[] = [];
  for (const job of jobs) {
    const before = found.at(-1);
    const isSame = before?.job.circuit === job.circuit && before.job.options === job.options;
    found.push(isSame ? { ...before, job } : describedJob(job));
  }
  return found;
}

function describedJob(job: ValidationJob) {
  const described = contentOf(job.circuit, job.options);
  return { job, ...described, text: textOf(described.content) };
}

const texts = new WeakMap<object, string>();

/** Whole numbers of any size, as the values of bits are, become strings. */
function textOf(subject: Content | Device): string {
  const text =
    texts.get(subject) ??
    JSON.stringify(subject, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
  texts.set(subject, text);
  return text;
}
