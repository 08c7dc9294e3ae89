import { Cancelled, CancellationSource, type ListenableToken } from '../base/index.ts';
import type { Marks } from './marks.ts';

/** The part of the world that waits: a clock, and an alarm that a cancellation stops. */
export interface Timekeeper {
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Resolves after so many milliseconds. Rejects with {@link Cancelled} as soon as the token is cancelled. */
  readonly wait: (milliseconds: number, token: ListenableToken) => Promise<void>;
}

/** A task took longer than it may. */
export class TimeIsUp extends Error {
  /** Milliseconds that it was allowed. */
  readonly limit: number;

  constructor(limit: number) {
    super('time is up');
    this.name = 'TimeIsUp';
    this.limit = limit;
  }
}

export interface AttemptHooks {
  readonly cancellation: ListenableToken;
  /** A failed attempt that is followed by another one, counted from 1. */
  failed(attempt: number, error: unknown): void;
}

/**
 * Makes attempts until one succeeds, as `@retry`, `@timeout` and `@limits(latency:)` allow.
 *
 * @throws {TimeIsUp} when the last attempt, or all of them, took too long; what the last attempt threw; {@link Cancelled}
 */
export async function attempt<T>(
  work: (token: ListenableToken) => Promise<T>,
  marks: Marks,
  time: Timekeeper,
  hooks: AttemptHooks,
): Promise<T> {
  const deadline = marks.latency === undefined ? undefined : time.now() + marks.latency;
  for (let count = 1; ; count++) {
    const left = deadline === undefined ? undefined : deadline - time.now();
    try {
      return await limited(work, shorter(marks.timeout, left), time, hooks.cancellation);
    } catch (error) {
      const isOver = deadline !== undefined && time.now() + marks.retryDelay >= deadline;
      if (error instanceof Cancelled || count > marks.retries || isOver) throw inFull(error, marks, isOver);
      hooks.failed(count, error);
      if (marks.retryDelay > 0) await time.wait(marks.retryDelay, hooks.cancellation);
      // The machine may have slept meanwhile, so that the wait ended long after its time.
      if (deadline !== undefined && time.now() >= deadline) throw new TimeIsUp(marks.latency ?? 0);
    }
  }
}

/** Where all attempts together took too long, the limit that counts is that of all of them. */
function inFull(error: unknown, { latency }: Marks, isOver: boolean): unknown {
  return error instanceof TimeIsUp && isOver && latency !== undefined ? new TimeIsUp(latency) : error;
}

function shorter(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.min(one, other);
}

async function limited<T>(
  work: (token: ListenableToken) => Promise<T>,
  limit: number | undefined,
  time: Timekeeper,
  cancellation: ListenableToken,
): Promise<T> {
  if (limit === undefined) return work(cancellation);
  const source = new CancellationSource();
  const unsubscribe = cancellation.onCancel(() => source.cancel());
  let isUp = false;
  const alarm = new CancellationSource();
  void time.wait(limit, alarm.token).then(
    () => {
      isUp = true;
      source.cancel();
    },
    () => undefined,
  );
  try {
    return await work(source.token);
  } catch (error) {
    if (isUp && error instanceof Cancelled && !cancellation.isCancellationRequested)
      throw new TimeIsUp(limit);
    throw error;
  } finally {
    unsubscribe();
    alarm.cancel();
  }
}
