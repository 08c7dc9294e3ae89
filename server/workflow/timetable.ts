import type { ListenableToken } from '../base/index.ts';
import type { CronTimes } from '../library/index.ts';
import type { Timekeeper } from './attempts.ts';
import type { ZoneTime } from './zone-time.ts';

/** The clock on the wall, for what starts at set times. */
export interface WallClock extends Pick<Timekeeper, 'wait'> {
  /** The time now. */
  readonly date: () => Date;
}

/** Something that shall be done at set times. */
export interface Timed {
  readonly times: CronTimes;
  readonly clock: ZoneTime;
}

/** Times that passed and at which nothing was done. */
export interface Missed {
  readonly count: number;
  readonly last: Date;
}

export interface TimetableHooks<T> {
  /** Something is due at a time, which may still be far. */
  announce(due: T, time: Date): void;
  work(due: T, time: Date): Promise<void>;
  /** Times passed while the work went on, or the machine slept. */
  missed(due: T, missed: Missed): void;
}

/** Times are counted up to so many; a store that was not looked at for years has more. */
const mostCounted = 10_000;

/** The times after a moment, up to another one and with it; nothing where there is none. */
export function missedTimes({ times, clock }: Timed, after: Date, until: Date): Missed | undefined {
  let found: Missed | undefined;
  for (let time = after.getTime(); (found?.count ?? 0) < mostCounted;) {
    const next = clock.next(times, time);
    if (next === undefined || next > until.getTime()) break;
    time = next;
    found = { count: (found?.count ?? 0) + 1, last: new Date(next) };
  }
  return found;
}

/**
 * Waits for the times of several things and does the work of each then, one after the other. What becomes due while
 * something else is done is done late; a time that comes while its own work goes on is missed, and told. Ends after
 * `count` pieces of work, or where no time is left. @throws {Cancelled} while it waits
 */
export async function atTimes<T extends Timed>(
  all: readonly T[],
  count: number,
  clock: WallClock,
  token: ListenableToken,
  hooks: TimetableHooks<T>,
): Promise<void> {
  const done = new Map<T, Date>(all.map((one) => [one, clock.date()]));
  for (let left = count; left > 0; left--) {
    const next = nextOf(done);
    if (next === undefined) return;
    const { due, time } = next;
    hooks.announce(due, time);
    // A wait may end a little early, by the resolution of timers or a clock that was set.
    for (let rest = untilThen(time, clock); rest > 0; rest = untilThen(time, clock))
      await clock.wait(rest, token);
    await hooks.work(due, time);
    const now = clock.date();
    const missed = missedTimes(due, time, now);
    if (missed !== undefined) hooks.missed(due, missed);
    done.set(due, now > time ? now : time);
  }
}

/** What is due first, and when; of those that are due together the first. */
function nextOf<T extends Timed>(done: ReadonlyMap<T, Date>): { due: T; time: Date } | undefined {
  let first: { due: T; time: Date } | undefined;
  for (const [due, after] of done) {
    const moment = due.clock.next(due.times, after.getTime());
    if (moment === undefined || (first !== undefined && moment >= first.time.getTime())) continue;
    first = { due, time: new Date(moment) };
  }
  return first;
}

function untilThen(time: Date, { date }: WallClock): number {
  return time.getTime() - date().getTime();
}
