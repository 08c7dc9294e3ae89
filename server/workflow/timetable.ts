import type { ListenableToken } from '../base/index.ts';
import type { CronTimes } from '../library/index.ts';
import type { Timekeeper } from './attempts.ts';
import { nextTime } from './next-time.ts';

/** The clock on the wall, for what starts at set times. */
export interface WallClock extends Pick<Timekeeper, 'wait'> {
  /** The time now, as the hands of the clock stand. */
  readonly date: () => Date;
}

/**
 * Waits for each of the times and does the work then; a time that comes while the work goes on is left out. Ends after
 * `count` times, or where no time is left. @throws {Cancelled} while it waits
 */
export async function atTimes(
  times: CronTimes,
  count: number,
  clock: WallClock,
  token: ListenableToken,
  work: (time: Date) => Promise<void>,
  announce: (time: Date) => void,
): Promise<void> {
  for (let done = 0; done < count; done++) {
    const next = nextTime(times, handsOf(clock.date()));
    if (next === undefined) return;
    const time = momentOf(next);
    announce(time);
    // A wait may end a little early, by the resolution of timers or a clock that was set.
    for (let left = untilThen(time, clock); left > 0; left = untilThen(time, clock))
      await clock.wait(left, token);
    await work(time);
  }
}

function untilThen(time: Date, { date }: WallClock): number {
  return time.getTime() - date().getTime();
}

/** The hands of the clock at a moment, as if there were no time zones. */
function handsOf(date: Date): number {
  const day = [date.getFullYear(), date.getMonth(), date.getDate()] as const;
  return Date.UTC(...day, date.getHours(), date.getMinutes(), date.getSeconds(), date.getMilliseconds());
}

/** The moment at which the hands stand so; where a change of summer time leaves that out, the one behind the gap. */
function momentOf(hands: number): Date {
  const date = new Date(hands);
  return new Date(
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
  );
}
