import type { CronTimes } from '../library/index.ts';

const minuteMilliseconds = 60_000;
const dayMilliseconds = 24 * 60 * minuteMilliseconds;

/** Days after which every combination of month, day and weekday has come: leap years and weekdays repeat. */
const longestWait = 366 * 40;

/**
 * The first of the times after a moment; nothing where there is none, such as on 31 February. Moments are milliseconds
 * of a calendar without time zone: those of `Date.UTC` for the hands of the clock.
 */
export function nextTime(times: CronTimes, after: number): number | undefined {
  const start = (Math.floor(after / minuteMilliseconds) + 1) * minuteMilliseconds;
  let day = Math.floor(start / dayMilliseconds) * dayMilliseconds;
  for (let count = 0; count < longestWait; count++, day += dayMilliseconds) {
    if (!isDay(times, new Date(day))) continue;
    for (let time = Math.max(day, start); time < day + dayMilliseconds; time += minuteMilliseconds) {
      const date = new Date(time);
      if (times.hours.has(date.getUTCHours()) && times.minutes.has(date.getUTCMinutes())) return time;
    }
  }
  return undefined;
}

function isDay(times: CronTimes, date: Date): boolean {
  if (!times.months.has(date.getUTCMonth() + 1)) return false;
  const [isDate, isWeekday] = [times.days.has(date.getUTCDate()), times.weekdays.has(date.getUTCDay())];
  return times.isEitherDay ? isDate || isWeekday : isDate && isWeekday;
}
