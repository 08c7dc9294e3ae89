import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Cancelled, CancellationSource } from '../base/index.ts';
import { type CronTimes, parseCron } from '../library/index.ts';
import { type Missed, type Timed, atTimes, missedTimes } from './timetable.ts';
import { ZoneTime } from './zone-time.ts';

function timed(text: string, zone = 'UTC'): Timed {
  const times = parseCron(text);
  assert.ok(typeof times === 'object', String(times));
  return { times, clock: new ZoneTime(zone) };
}

const quarters = timed('*/15 * * * *');

/** A clock whose waits are over at once, a little early. */
function clock(start: string, early = 3) {
  let time = Date.parse(start);
  return {
    date: () => new Date(time),
    wait: (milliseconds: number) => {
      time += milliseconds > early ? milliseconds - early : milliseconds;
      return Promise.resolve();
    },
    spend: (milliseconds: number) => (time += milliseconds),
  };
}

const minute = 60_000;

/** What happens at the times of some things, whose work takes so many minutes. */
async function happenings(
  all: Readonly<Record<string, Timed>>,
  start: string,
  count: number,
  minutes: Readonly<Record<string, number>>,
): Promise<{ began: string[]; told: string[]; missed: string[] }> {
  const wall = clock(start);
  const nameOf = (due: Timed) => Object.entries(all).find(([, one]) => one === due)?.[0] ?? '';
  const [began, told, missed]: string[][] = [[], [], []];
  assert.ok(began !== undefined && told !== undefined && missed !== undefined);
  const line = (due: Timed, time: Date) => `${nameOf(due)} ${time.toISOString().slice(11, 16)}`;
  await atTimes(Object.values(all), count, wall, new CancellationSource().token, {
    announce: (due, time) => told.push(line(due, time)),
    work: (due, time) => {
      assert.ok(wall.date() >= time);
      began.push(line(due, time));
      wall.spend((minutes[nameOf(due)] ?? 0) * minute);
      return Promise.resolve();
    },
    missed: (due, { count: times, last }: Missed) => missed.push(`${times} to ${line(due, last)}`),
  });
  return { began, told, missed };
}

describe('a timetable', () => {
  it('does the work at each time, never too early, and tells the times that pass meanwhile', async () => {
    const { began, told, missed } = await happenings({ a: quarters }, '2026-11-21T12:01:30Z', 3, { a: 35 });
    assert.deepEqual(began, ['a 12:15', 'a 13:00', 'a 13:45']);
    assert.deepEqual(told, began);
    assert.deepEqual(missed, ['2 to a 12:45', '2 to a 13:30', '2 to a 14:15']);
  });

  it('does late what becomes due while other work goes on', async () => {
    const all = { a: timed('0 * * * *'), b: timed('10 * * * *'), c: timed('0 * * * *') };
    const { began, missed } = await happenings(all, '2026-11-21T12:30:00Z', 5, { a: 20, b: 1, c: 1 });
    assert.deepEqual(began, ['a 13:00', 'c 13:00', 'b 13:10', 'a 14:00', 'c 14:00']);
    assert.deepEqual(missed, []);
  });

  it('ends when it is cancelled while it waits, and where no time is left', async () => {
    const wait = () => Promise.reject(new Cancelled());
    const wall = { date: () => new Date(0), wait };
    const none = () => Promise.reject(new Error('too early'));
    const hooks = { announce: () => undefined, work: none, missed: () => undefined };
    const { token } = new CancellationSource();
    await assert.rejects(atTimes([quarters], 1, wall, token, hooks), Cancelled);
    await atTimes([timed('0 0 31 feb *')], 1, wall, token, hooks);
  });

  it('counts what was missed between two moments', () => {
    const missed = (from: string, to: string) => missedTimes(quarters, new Date(from), new Date(to));
    assert.equal(missed('2026-11-21T12:00:00Z', '2026-11-21T12:14:59Z'), undefined);
    assert.deepEqual(missed('2026-11-21T12:00:00Z', '2026-11-21T13:00:00Z'), {
      count: 4,
      last: new Date('2026-11-21T13:00:00Z'),
    });
  });
});

describe('the clocks of a time zone', () => {
  /** The next so many times, in UTC. */
  const next = (text: string, zone: string, after: string, count: number) => {
    const zoned = new ZoneTime(zone);
    const found: string[] = [];
    for (let time: number | undefined = Date.parse(after); found.length < count;) {
      time = zoned.next(parseCron(text) as CronTimes, time);
      if (time === undefined) break;
      found.push(new Date(time).toISOString().slice(0, 16));
    }
    return found;
  };

  it('say when a time comes, in summer and in winter', () => {
    assert.deepEqual(next('0 3 * * *', 'Europe/Berlin', '2026-10-24T00:00:00Z', 2), [
      '2026-10-24T01:00',
      '2026-10-25T02:00',
    ]);
    assert.deepEqual(next('30 9 * * *', 'Asia/Kolkata', '2026-01-01T00:00:00Z', 1), ['2026-01-01T04:00']);
  });

  it('move an hour that is left out behind the gap, and count once one that comes twice', () => {
    assert.deepEqual(next('30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z', 2), [
      '2026-03-29T01:30',
      '2026-03-30T00:30',
    ]);
    assert.deepEqual(next('*/30 * * * *', 'Europe/Berlin', '2026-10-25T00:00:00Z', 3), [
      '2026-10-25T00:30',
      '2026-10-25T02:00',
      '2026-10-25T02:30',
    ]);
    // In the second of the two hours the hands stand where they stood before, and time goes on.
    assert.deepEqual(next('*/30 * * * *', 'Europe/Berlin', '2026-10-25T01:10:00Z', 1), ['2026-10-25T02:00']);
  });

  it('are shown with the zone', () => {
    const moment = Date.parse('2026-07-01T22:30:00Z');
    assert.equal(new ZoneTime('Europe/Berlin').text(moment), '2026-07-02 00:30 Europe/Berlin');
    assert.throws(() => new ZoneTime('Mars/Olympus'), RangeError);
  });
});
