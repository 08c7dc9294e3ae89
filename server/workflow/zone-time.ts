import type { CronTimes } from '../library/index.ts';
import { nextTime } from './next-time.ts';

const dayMilliseconds = 24 * 60 * 60 * 1000;
const parts = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;

/**
 * What the clocks on the walls of a time zone show. Moments are milliseconds since 1970 UTC; hands are milliseconds of a
 * calendar without zones, those of `Date.UTC` for what the hands show.
 */
export class ZoneTime {
  /** Of the time zone database. */
  readonly zone: string;
  readonly #format: Intl.DateTimeFormat;

  /** @param zone that of the machine where it is left out @throws {RangeError} where there is none of that name */
  constructor(zone?: string) {
    const numbers = Object.fromEntries(parts.map((part) => [part, 'numeric']));
    const zoned = zone === undefined ? {} : { timeZone: zone };
    this.#format = new Intl.DateTimeFormat('en', { ...numbers, ...zoned, hourCycle: 'h23' });
    this.zone = zone ?? this.#format.resolvedOptions().timeZone;
  }

  /**
   * The first of the times after a moment. An hour that a change of summer time leaves out moves behind the gap, and
   * one that comes twice counts once; nothing where no time is left.
   */
  next(times: CronTimes, after: number): number | undefined {
    for (let hands: number | undefined = this.#hands(after); ;) {
      hands = nextTime(times, hands);
      if (hands === undefined) return undefined;
      const moment = this.#moment(hands);
      if (moment > after) return moment;
    }
  }

  /** As people read it, with the zone: `2026-11-21 03:00 Europe/Berlin`. */
  text(moment: number): string {
    return `${new Date(this.#hands(moment)).toISOString().slice(0, 16).replace('T', ' ')} ${this.zone}`;
  }

  #hands(moment: number): number {
    const found = new Map(this.#format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
    const [year = 0, month = 1, ...rest] = parts.map((part) => found.get(part) ?? 0);
    return Date.UTC(year, month - 1, ...rest) + (((moment % 1000) + 1000) % 1000);
  }

  /** The first moment at which the hands stand so; where none is, the one as far behind the gap. */
  #moment(hands: number): number {
    const offset = (moment: number) => this.#hands(moment) - moment;
    const [before, after] = [hands - dayMilliseconds, hands + dayMilliseconds].map(
      (moment) => hands - offset(moment),
    );
    const fitting = [before, after].filter(
      (moment): moment is number => moment !== undefined && this.#hands(moment) === hands,
    );
    return fitting.length > 0 ? Math.min(...fitting) : (before ?? hands);
  }
}
