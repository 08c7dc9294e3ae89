import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { Cancelled, CancellationSource, type ListenableToken } from '../base/index.ts';
import type { RunEvent, TaskState } from '../protocol/index.ts';
import { type Simulator, localSimulator } from '../simulator/index.ts';
import { TimeIsUp, attempt } from './attempts.ts';
import type { Marks } from './marks.ts';
import { PauseSwitch } from './pause.ts';
import { RandomClock } from './random-clock.test.ts';
import { run } from './run-fixture.test.ts';

/** How an attempt at something goes: after so many milliseconds it works, or does not. */
interface Fate {
  readonly after: number;
  readonly works: boolean;
}

/** Times of work are no whole numbers and limits are, so that none is over at the moment of a limit. */
const anyFate = fc.record({
  after: fc.integer({ min: 0, max: 400 }).map((whole) => whole + 0.0137),
  works: fc.boolean(),
});
const anyFates = fc.array(anyFate, { minLength: 1, maxLength: 6 });
const anyMarks = fc.record(
  {
    retries: fc.nat(4),
    retryDelay: fc.nat(200),
    timeout: fc.integer({ min: 1, max: 300 }),
    // The forecast of any task is over 1 ms.
    latency: fc.integer({ min: 5, max: 900 }),
    priority: fc.integer({ min: -2, max: 2 }),
    cpu: fc.integer({ min: 1, max: 5 }),
  },
  { requiredKeys: ['retries', 'retryDelay', 'priority', 'cpu'] },
);

/** Work that goes as it is fated to, attempt by attempt, and stops when it is cancelled. */
class FatedWork {
  readonly began: number[] = [];
  readonly ended: number[] = [];
  readonly #fates: readonly Fate[];
  readonly #clock: RandomClock;

  constructor(fates: readonly Fate[], clock: RandomClock) {
    this.#fates = fates;
    this.#clock = clock;
  }

  async attempt(token: ListenableToken): Promise<void> {
    const { after, works } = fateAt(this.#fates, this.began.length);
    this.began.push(this.#clock.now());
    try {
      await this.#clock.wait(after, token);
    } finally {
      this.ended.push(this.#clock.now());
    }
    if (!works) throw new Error('as fated');
  }
}

function fateAt(fates: readonly Fate[], count: number): Fate {
  const fate = fates[count % fates.length];
  assert.ok(fate !== undefined);
  return fate;
}

type Outcome = 'works' | 'fails' | 'timeout' | 'latency';

async function outcomeOf(work: FatedWork, marks: Marks, clock: RandomClock): Promise<Outcome> {
  const hooks = { cancellation: new CancellationSource().token, failed: () => undefined };
  try {
    await attempt((token) => work.attempt(token), marks, clock, hooks);
    return 'works';
  } catch (error) {
    if (!(error instanceof TimeIsUp)) return 'fails';
    return error.limit === marks.latency ? 'latency' : 'timeout';
  }
}

/** What attempts come to where every alarm rings in time, in plain words. */
function plainAttempts(
  fates: readonly Fate[],
  marks: Marks,
): { count: number; time: number; works: boolean } {
  const { timeout = Infinity, latency = Infinity, retries, retryDelay } = marks;
  for (let [count, time] = [1, 0]; ; count++, time += retryDelay) {
    const { after, works } = fateAt(fates, count - 1);
    const limit = Math.min(timeout, latency - time);
    time += Math.min(after, limit);
    if (after < limit && works) return { count, time, works: true };
    if (count > retries || time + retryDelay >= latency) return { count, time, works: false };
  }
}

describe('attempts on any clock', () => {
  it('come to what plain words say, where alarms ring in time', async () => {
    await fc.assert(
      fc.asyncProperty(anyFates, anyMarks, fc.nat(), async (fates, marks, seed) => {
        const clock = new RandomClock(seed, false);
        const work = new FatedWork(fates, clock);
        const outcome = await outcomeOf(work, marks, clock);
        const plain = plainAttempts(fates, marks);
        assert.equal(work.began.length, plain.count);
        assert.equal(outcome === 'works', plain.works);
        assert.ok(Math.abs((work.ended.at(-1) ?? NaN) - plain.time) < 1e-6);
      }),
      { numRuns: 400 },
    );
  });

  it('never begin after their time, too early or too often, however late alarms ring', async () => {
    await fc.assert(
      fc.asyncProperty(anyFates, anyMarks, fc.nat(), async (fates, marks, seed) => {
        const clock = new RandomClock(seed, true);
        const work = new FatedWork(fates, clock);
        const outcome = await outcomeOf(work, marks, clock);
        const { began, ended } = work;
        assert.ok(began.length <= marks.retries + 1);
        for (const [count, time] of began.entries()) {
          assert.ok(time < (marks.latency ?? Infinity), `attempt ${count + 1} began at ${time}`);
          if (count > 0) assert.ok(time >= (ended[count - 1] ?? NaN) + marks.retryDelay - 1e-9);
        }
        const isLast = fateAt(fates, began.length - 1).works;
        if (outcome === 'works') assert.ok(isLast);
        if (outcome === 'fails') assert.ok(!isLast);
      }),
      { numRuns: 400 },
    );
  });
});

interface PlannedTask {
  readonly needs: readonly string[];
  readonly marks: Marks;
  readonly fates: readonly Fate[];
}

const anyTasks = fc
  .array(fc.record({ needs: fc.array(fc.nat(8), { maxLength: 3 }), marks: anyMarks, fates: anyFates }), {
    minLength: 1,
    maxLength: 9,
  })
  .map(
    (tasks) =>
      new Map<string, PlannedTask>(
        tasks.map(({ needs, ...rest }, place) => {
          const before = [...new Set(needs)].filter((need) => need < place).map((need) => `t${need}`);
          return [`t${place}`, { needs: before, ...rest }];
        }),
      ),
  );

/** Things that somebody does to a run from outside, and when. */
const anyHand = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 1500 }),
    deed: fc.constantFrom('pause', 'pause', 'go on', 'cancel'),
  }),
  { maxLength: 4 },
);

function programOf(tasks: ReadonlyMap<string, PlannedTask>): string {
  const texts = [...tasks].map(([name, { needs, marks }]) => {
    const { priority, cpu, retries, retryDelay, timeout, latency } = marks;
    const annotations = [
      `@priority(${priority}) @resources(cpu: ${cpu})`,
      ...(retries === 0 ? [] : [`@retry(times: ${retries}, delay: ${retryDelay}ms)`]),
      ...(timeout === undefined ? [] : [`@timeout(${timeout}ms)`]),
      ...(latency === undefined ? [] : [`@limits(latency: ${latency}ms)`]),
      ...(needs.length === 0 ? [] : [`@after(${needs.join(', ')})`]),
    ];
    return `${annotations.join(' ')} task ${name} = estimate(c_${name}, z);`;
  });
  const circuits = [...tasks.keys()].map((name) => `circuit c_${name} { qubit q; h q; }`);
  return `observable z = Z[0];\n${circuits.join('\n')}\nworkflow w {\n${texts.join('\n')}\n}`;
}

/** Estimates whose times and failures are those of the tasks. */
function fatedSimulator(works: ReadonlyMap<string, FatedWork>): Simulator {
  const inner = localSimulator();
  return {
    forecast: (...given) => inner.forecast(...given),
    sample: (...given) => inner.sample(...given),
    estimateBatch: (...given) => inner.estimateBatch(...given),
    gradient: (...given) => inner.gradient(...given),
    gradientBatch: (...given) => inner.gradientBatch(...given),
    state: (...given) => inner.state(...given),
    dispose: () => inner.dispose(),
    estimate: async ({ name }, _bindings, _observable, _options, hooks) => {
      const token = hooks?.cancellation;
      const work = works.get(name.replace('c_', ''));
      assert.ok(work !== undefined && token !== undefined);
      try {
        await work.attempt(token);
      } catch (error) {
        if (error instanceof Cancelled) throw error;
        return { ok: false, refusal: { kind: 'fault', message: 'As fated.', help: 'Wait.' } };
      }
      return { ok: true, value: { value: 1, stderr: 0 }, method: 'statevector' };
    },
  };
}

const places = 4;

/** Watches that a run keeps the rules while it goes on. */
class Watch {
  readonly states = new Map<string, TaskState>();
  isPaused = false;
  isCancelled = false;
  readonly #tasks: ReadonlyMap<string, PlannedTask>;

  constructor(tasks: ReadonlyMap<string, PlannedTask>) {
    this.#tasks = tasks;
  }

  see(event: RunEvent): void {
    if (event.kind !== 'task') return;
    const { task, state } = event;
    const before = this.states.get(task);
    this.states.set(task, state);
    // A further attempt is told as running again.
    if (state === 'running' && before !== 'running') this.#began(task, before);
    else if (state !== 'running' && state !== 'waiting') this.#ended(task, before);
  }

  #began(task: string, before: TaskState | undefined): void {
    assert.ok(before === undefined || before === 'waiting', `${task} ran twice`);
    assert.ok(!this.isPaused, `${task} began in a pause`);
    assert.ok(!this.isCancelled, `${task} began after the end`);
    for (const need of this.#tasks.get(task)?.needs ?? [])
      assert.equal(this.states.get(need), 'completed', `${task} before ${need}`);
    const running = [...this.states].filter(([, state]) => state === 'running');
    const taken = running.map(([name]) => Math.min(places, this.#tasks.get(name)?.marks.cpu ?? NaN));
    assert.ok(taken.reduce((sum, cpu) => sum + cpu) <= places, `no room for ${task}`);
  }

  #ended(task: string, before: TaskState | undefined): void {
    assert.ok(before === undefined || before === 'waiting' || before === 'running', `${task} ended twice`);
  }

  /** At the end every task has ended, and what was skipped has a reason. */
  close(): void {
    for (const [name, { needs }] of this.#tasks) {
      const state = this.states.get(name);
      assert.ok(state !== undefined && state !== 'running' && state !== 'waiting', `${name}: ${state}`);
      const isLost = needs.some((need) => this.states.get(need) !== 'completed');
      assert.equal(state === 'skipped', isLost, `${name} is ${state}`);
    }
  }
}

describe('a run on any clock', () => {
  it('keeps its rules and ends, for any graph, failures, limits, pauses and jumps', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(anyTasks, anyHand, fc.nat(), fc.boolean(), async (tasks, hand, seed, jumps) => {
        const clock = new RandomClock(seed, jumps);
        const works = new Map([...tasks].map(([name, { fates }]) => [name, new FatedWork(fates, clock)]));
        const cancellation = new CancellationSource();
        const watch = new Watch(tasks);
        const pause = new PauseSwitch((isPaused) => (watch.isPaused = isPaused));
        let isLate = false;
        const deeds = {
          pause: () => pause.turn(!isLate),
          'go on': () => pause.turn(false),
          cancel: () => {
            watch.isCancelled = true;
            cancellation.cancel();
          },
        };
        for (const { at, deed } of hand) clock.later(at, deeds[deed]);
        // Whatever was paused goes on in the end.
        clock.later(2000, () => {
          isLate = true;
          pause.turn(false);
        });
        const { document } = await run(
          programOf(tasks),
          {},
          {
            time: clock,
            places,
            simulator: fatedSimulator(works),
            cancellation,
            pause,
            onEvent: (event) => watch.see(event),
          },
        );
        const isFated = document.diagnostics.every(({ code }) => code === 'QF5109' || code === 'QF5122');
        assert.ok(isFated, JSON.stringify(document.diagnostics));
        watch.close();
        const states = [...watch.states.values()];
        const all = states.every((state) => state === 'completed');
        if (!watch.isCancelled) assert.equal(document.status, all ? 'completed' : 'failed');
        for (const [name, { marks }] of tasks)
          assert.ok((works.get(name)?.began.length ?? 0) <= marks.retries + 1);
      }),
      { numRuns: 300 },
    );
  });
});
