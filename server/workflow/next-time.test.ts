import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type CronTimes, parseCron } from '../library/index.ts';
import { nextTime } from './next-time.ts';

function times(text: string): CronTimes {
  const found = parseCron(text);
  assert.ok(typeof found === 'object', String(found));
  return found;
}

/** The next so many times after a moment, in words. */
function next(text: string, after: string, count = 1): string[] {
  const found: string[] = [];
  for (let time: number | undefined = Date.parse(`${after}Z`); found.length < count;) {
    time = nextTime(times(text), time);
    if (time === undefined) break;
    found.push(new Date(time).toISOString().slice(0, 16));
  }
  return found;
}

describe('times as cron writes them', () => {
  it('come in the order of the calendar', () => {
    assert.deepEqual(next('0 3 * * *', '2026-02-27T03:00', 3), [
      '2026-02-28T03:00',
      '2026-03-01T03:00',
      '2026-03-02T03:00',
    ]);
    assert.deepEqual(next('*/20 9-10 * * mon', '2026-11-21T12:00', 4), [
      '2026-11-23T09:00',
      '2026-11-23T09:20',
      '2026-11-23T09:40',
      '2026-11-23T10:00',
    ]);
    assert.deepEqual(next('5/30,7 0 1 jan,jul *', '2026-01-01T00:06', 3), [
      '2026-01-01T00:07',
      '2026-01-01T00:35',
      '2026-07-01T00:05',
    ]);
    assert.deepEqual(next('0 0 29 2 *', '2026-01-01T00:00'), ['2028-02-29T00:00']);
  });

  it('are on either day where both kinds of days are restricted', () => {
    assert.deepEqual(next('0 0 13 * fri', '2026-11-11T00:00', 3), [
      '2026-11-13T00:00',
      '2026-11-20T00:00',
      '2026-11-27T00:00',
    ]);
    assert.deepEqual(next('0 0 * * 7', '2026-11-21T00:00'), ['2026-11-22T00:00']);
  });

  it('may never come', () => {
    assert.deepEqual(next('0 0 31 feb *', '2026-01-01T00:00'), []);
  });
});
