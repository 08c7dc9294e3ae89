import type { Content, Device, Validation } from '../../hardware/index.ts';
import type { SpawnValidation, ValidationReply, ValidationWorker } from './messages.ts';

/** One content on one device. */
export interface ValidationTask {
  /** From 1. */
  readonly id: number;
  readonly content: Content;
  readonly device: Device;
}

/** What became of a task: a validation, why there is none in words, or nothing where it was cancelled. */
export type Outcome = { readonly validation?: Validation; readonly fault?: string };

interface Running {
  readonly task: ValidationTask;
  readonly done: (outcome: Outcome) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Milliseconds that one circuit may be compiled for one device. */
const longest = 20_000;

/** A thread that validates, one task after the other: begun when it is needed first, and again when it broke down. */
export class ValidationThread {
  readonly #spawn: SpawnValidation;
  #worker: ValidationWorker | undefined;
  /** What the worker has. */
  #sent: Content | undefined;
  #running: Running | undefined;

  constructor(spawn: SpawnValidation) {
    this.#spawn = spawn;
  }

  get isFree(): boolean {
    return this.#running === undefined;
  }

  /** Whether the thread has worked on a content just before, and so has what devices share of it. */
  has(content: Content): boolean {
    return this.#sent === content;
  }

  /** Begins a task on a free thread. */
  begin(task: ValidationTask, done: (outcome: Outcome) => void): void {
    const timer = setTimeout(() => this.#giveUp(), longest);
    this.#running = { task, done, timer };
    this.#worker ??= this.#begin();
    const { id, content, device } = task;
    this.#worker.post(this.has(content) ? { id, device } : { id, content, device });
    this.#sent = content;
  }

  /** The task of this id is not wanted any more, if it is the one that runs. */
  cancel(id: number): void {
    if (this.#running?.task.id === id) this.#worker?.cancel(id);
  }

  dispose(): void {
    clearTimeout(this.#running?.timer);
    this.#worker?.terminate();
  }

  #begin(): ValidationWorker {
    const worker = this.#spawn();
    worker.onReply((reply) => this.#take(reply));
    worker.onDeath((reason) => {
      this.#drop();
      this.#finish({ fault: `the thread that compiles it broke down: ${reason}` });
    });
    return worker;
  }

  #take({ id, validation, fault }: ValidationReply): void {
    if (this.#running?.task.id !== id) return;
    this.#finish(fault === undefined ? { ...(validation === undefined ? {} : { validation }) } : { fault });
  }

  #giveUp(): void {
    this.#worker?.terminate();
    this.#drop();
    this.#finish({ fault: `compiling it takes more than ${longest / 1000} s` });
  }

  #drop(): void {
    this.#worker = undefined;
    this.#sent = undefined;
  }

  #finish(outcome: Outcome): void {
    const running = this.#running;
    this.#running = undefined;
    clearTimeout(running?.timer);
    running?.done(outcome);
  }
}
