import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { TaskState } from '../protocol/index.ts';
import { type Demand, type Needs, Schedule, needsOf } from './scheduler.ts';

function demand(more: Partial<Demand> = {}): Demand {
  return { priority: 0, cpu: 1, cost: 0, ...more };
}

/** One task after the other, each completed before the next starts. */
function order(needs: Needs, demands: Readonly<Record<string, Partial<Demand>>>, places = 1): string[] {
  const schedule = new Schedule(needs, (task) => demand(demands[task]), places);
  const started: string[] = [];
  for (let next = schedule.start(); next.length > 0; next = schedule.start())
    for (const task of next) {
      started.push(task);
      schedule.ended(task, 'completed');
    }
  return started;
}

/** The plain words of what a schedule does: everything is looked at for every decision. */
class PlainSchedule {
  readonly states = new Map<string, TaskState>();
  readonly needs: Needs;
  readonly demandOf: (task: string) => Demand;
  readonly places: number;

  constructor(needs: Needs, demandOf: (task: string) => Demand, places: number) {
    this.needs = needs;
    this.demandOf = demandOf;
    this.places = places;
  }

  start(): readonly string[] {
    const started: string[] = [];
    for (const task of this.#inOrder()) {
      if (this.#wanted(task) > this.places - this.#used()) break;
      this.states.set(task, 'running');
      started.push(task);
    }
    return started;
  }

  skipAll(): readonly string[] {
    const skipped: string[] = [];
    for (let isNew = true; isNew;) {
      const lost = [...this.needs].filter(
        ([task, needed]) => !this.states.has(task) && needed.some((need) => isLost(this.states.get(need))),
      );
      for (const [task] of lost) this.states.set(task, 'skipped');
      skipped.push(...lost.map(([task]) => task));
      isNew = lost.length > 0;
    }
    return skipped;
  }

  #inOrder(): readonly string[] {
    const ready = [...this.needs].filter(
      ([task, needed]) =>
        !this.states.has(task) && needed.every((need) => this.states.get(need) === 'completed'),
    );
    return ready
      .map(([task]) => task)
      .toSorted((one, other) => {
        const [left, right] = [this.demandOf(one), this.demandOf(other)];
        return right.priority - left.priority || left.cost - right.cost;
      });
  }

  #used(): number {
    const running = [...this.states].filter(([, state]) => state === 'running');
    return running.reduce((sum, [task]) => sum + this.#wanted(task), 0);
  }

  #wanted(task: string): number {
    return Math.min(this.demandOf(task).cpu, this.places);
  }
}

function isLost(state: TaskState | undefined): boolean {
  return state === 'failed' || state === 'cancelled' || state === 'skipped';
}

const anyNeeds = fc
  .tuple(fc.integer({ min: 1, max: 14 }), fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 40 }))
  .map(([count, pairs]) => {
    const needs = new Map<string, string[]>(Array.from({ length: count }, (_, index) => [`t${index}`, []]));
    for (const [from, to] of pairs)
      if (from < to && needs.get(`t${to}`)?.includes(`t${from}`) === false)
        needs.get(`t${to}`)?.push(`t${from}`);
    // The file may name tasks in any order.
    return new Map([...needs].toReversed());
  });

const anyDemand = fc.record({
  priority: fc.integer({ min: -2, max: 2 }),
  cpu: fc.integer({ min: 1, max: 5 }),
  cost: fc.constantFrom(0, 0.3, 0.4, 0.5),
});

const fates = ['completed', 'completed', 'completed', 'failed', 'cancelled', 'skipped'] as const;

describe('the schedule', () => {
  it('starts what needs nothing and holds back the rest', () => {
    const nodes = ['a', 'b', 'c'].map((name) => ({
      name,
      call: 'sample',
      detail: '',
      span: { start: 0, end: 0 },
    }));
    const needs = needsOf({ workflow: 'w', nodes, edges: [{ from: 'a', to: 'b' }] });
    assert.deepEqual(new Schedule(needs, () => demand(), 4).start(), ['a', 'c']);
  });

  it('takes independent tasks by their cost: 0.5, 0.3, 0.4 go as 1, 2, 0', () => {
    const needs = new Map<string, string[]>([
      ['0', []],
      ['1', []],
      ['2', []],
    ]);
    assert.deepEqual(order(needs, { 0: { cost: 0.5 }, 1: { cost: 0.3 }, 2: { cost: 0.4 } }), ['1', '2', '0']);
  });

  it('never lets a low cost overtake a dependency, and lets a priority overtake a cost', () => {
    const needs = new Map([
      ['cheap', ['dear']],
      ['dear', []],
      ['other', []],
    ]);
    const costs = { cheap: { cost: 0.1 }, dear: { cost: 9 }, other: { cost: 5 } };
    assert.deepEqual(order(needs, costs), ['other', 'dear', 'cheap']);
    assert.deepEqual(order(needs, { ...costs, dear: { cost: 9, priority: 1 } }), ['dear', 'cheap', 'other']);
  });

  it('skips what depends on a failure and says on which', () => {
    const needs = new Map([
      ['a', []],
      ['b', ['a']],
      ['c', ['b']],
    ]);
    const schedule = new Schedule(needs, () => demand(), 4);
    assert.deepEqual(schedule.start(), ['a']);
    schedule.ended('a', 'failed');
    assert.deepEqual(schedule.skip(), [
      { task: 'b', because: 'a' },
      { task: 'c', because: 'b' },
    ]);
    assert.deepEqual([schedule.skip(), schedule.start()], [[], []]);
  });

  it('goes on with the rounds of a loop where one task stood for them', () => {
    const needs = { a: [], loop: ['a'], after: ['loop'], beside: [] };
    const schedule = new Schedule(
      new Map(Object.entries(needs)),
      () => ({ priority: 0, cpu: 1, cost: 0 }),
      2,
    );
    assert.deepEqual(schedule.start(), ['a', 'beside']);
    schedule.ended('a', 'completed');
    assert.deepEqual(schedule.start(), ['loop']);
    schedule.ended('loop', 'completed');
    const rounds = { a: [], r0: ['a'], r1: ['a'], after: ['r0', 'r1'], beside: [] };
    schedule.unfold(new Map(Object.entries(rounds)));
    // One of the two places is taken by what still runs.
    assert.deepEqual(schedule.start(), ['r0']);
    schedule.ended('beside', 'completed');
    assert.deepEqual(schedule.start(), ['r1']);
    schedule.ended('r0', 'completed');
    schedule.ended('r1', 'failed');
    assert.deepEqual(schedule.skip(), [{ task: 'after', because: 'r1' }]);
    assert.deepEqual(schedule.start(), []);
  });

  it('does what its plain words say, for any graph, demands, failures and order of ends', () => {
    fc.assert(
      fc.property(
        anyNeeds,
        fc.array(anyDemand, { minLength: 14, maxLength: 14 }),
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
        (needs, demands, places, choices) => {
          const demandOf = (task: string) => demands[Number(task.slice(1))] ?? demand();
          const schedule = new Schedule(needs, demandOf, places);
          const plain = new PlainSchedule(needs, demandOf, places);
          const running: string[] = [];
          for (const choice of choices) {
            const skipped = schedule.skip();
            assert.deepEqual(skipped.map(({ task }) => task).toSorted(), plain.skipAll().toSorted());
            for (const { task, because } of skipped) assert.ok(needs.get(task)?.includes(because));
            const started = schedule.start();
            assert.deepEqual(started, plain.start());
            running.push(...started);
            const [ended] = running.splice(choice % Math.max(1, running.length), 1);
            if (ended === undefined) break;
            const fate = fates[choice % fates.length] ?? 'completed';
            schedule.ended(ended, fate);
            plain.states.set(ended, fate);
          }
          assert.equal(plain.states.size, needs.size);
        },
      ),
      { numRuns: 500 },
    );
  });
});
