import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Cancelled, CancellationSource } from '../base/index.ts';
import { type CronTimes, parseCron } from '../library/index.ts';
import { atTimes } from './timetable.ts';

const quarters = parseCron('*/15 * * * *') as CronTimes;

/** A clock whose waits are over at once, a little early. */
function clock(start: Date, early = 3) {
  let time = start.getTime();
  return {
    date: () => new Date(time),
    wait: (milliseconds: number) => {
      time += milliseconds > early ? milliseconds - early : milliseconds;
      return Promise.resolve();
    },
    spend: (milliseconds: number) => (time += milliseconds),
  };
}

describe('a timetable', () => {
  it('does the work at each time, never too early, and leaves out the times that pass meanwhile', async () => {
    const wall = clock(new Date(2026, 10, 21, 12, 1, 30));
    const began: string[] = [];
    const told: string[] = [];
    const work = async (time: Date) => {
      assert.ok(wall.date() >= time);
      began.push(time.toTimeString().slice(0, 5));
      wall.spend(20 * 60_000);
    };
    const announce = (time: Date) => told.push(time.toTimeString().slice(0, 5));
    await atTimes(quarters, 3, wall, new CancellationSource().token, work, announce);
    assert.deepEqual(began, ['12:15', '12:45', '13:15']);
    assert.deepEqual(told, began);
  });

  it('ends when it is cancelled while it waits', async () => {
    const wait = () => Promise.reject(new Cancelled());
    const wall = { date: () => new Date(2026, 0, 1), wait };
    const none = () => Promise.reject(new Error('too early'));
    await assert.rejects(
      atTimes(quarters, 1, wall, new CancellationSource().token, none, () => undefined),
      Cancelled,
    );
  });
});
