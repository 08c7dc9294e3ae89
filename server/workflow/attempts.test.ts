import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Cancelled, CancellationSource, type ListenableToken } from '../base/index.ts';
import { type Simulator, localSimulator } from '../simulator/index.ts';
import type { Timekeeper } from './attempts.ts';
import { run, tilted } from './run-fixture.test.ts';

/** A clock that goes on only when everybody waits: then it jumps to the next alarm. */
class TestClock implements Timekeeper {
  #time = 0;
  readonly #alarms = new Map<() => void, number>();
  readonly now = () => this.#time;

  readonly wait = (milliseconds: number, token: ListenableToken): Promise<void> =>
    new Promise((resolve, reject) => {
      const alarm = () => {
        unsubscribe();
        resolve();
      };
      this.#alarms.set(alarm, this.#time + milliseconds);
      const unsubscribe = token.onCancel(() => {
        this.#alarms.delete(alarm);
        reject(new Cancelled());
      });
      setTimeout(() => this.#advance(), 5);
    });

  #advance(): void {
    const [next] = [...this.#alarms].toSorted(([, one], [, other]) => one - other);
    if (next === undefined) return;
    const [alarm, time] = next;
    this.#alarms.delete(alarm);
    this.#time = Math.max(this.#time, time);
    alarm();
  }
}

/** A simulator whose estimates fail so many times before they work. */
function failing(times: number): Simulator & { readonly tried: () => number } {
  const inner = localSimulator();
  let tried = 0;
  return {
    ...bound(inner),
    tried: () => tried,
    estimate: async (...given) => {
      tried++;
      if (tried > times) return inner.estimate(...given);
      const refusal = { kind: 'fault', message: `Broken ${tried}.`, help: 'Try again.' } as const;
      return { ok: false, refusal };
    },
  };
}

/** A simulator whose estimates never end unless they are cancelled. */
function endless(): Simulator & { readonly cancelled: () => number } {
  let cancelled = 0;
  return {
    ...bound(localSimulator()),
    cancelled: () => cancelled,
    estimate: (_circuit, _bindings, _observable, _options, hooks) =>
      new Promise((_resolve, reject) =>
        hooks?.cancellation?.onCancel(() => {
          cancelled++;
          reject(new Cancelled());
        }),
      ),
  };
}

function bound(inner: Simulator): Simulator {
  return {
    forecast: (...given) => inner.forecast(...given),
    sample: (...given) => inner.sample(...given),
    estimate: (...given) => inner.estimate(...given),
    estimateBatch: (...given) => inner.estimateBatch(...given),
    gradient: (...given) => inner.gradient(...given),
    gradientBatch: (...given) => inner.gradientBatch(...given),
    state: (...given) => inner.state(...given),
    dispose: () => inner.dispose(),
  };
}

function workflow(marks: string): string {
  return `${tilted} workflow w { ${marks} task a = estimate(tilted(1.0), z); task b = a.value; }`;
}

describe('@retry', () => {
  it('tries a failed task again after a delay, and records how often', async () => {
    const [time, simulator] = [new TestClock(), failing(2)];
    const { document, events } = await run(
      workflow('@retry(times: 3, delay: 20min)'),
      {},
      { time, simulator },
    );
    assert.equal(document.status, 'completed', JSON.stringify(document.diagnostics));
    assert.equal(simulator.tried(), 3);
    assert.equal(time.now(), 40 * 60_000);
    assert.deepEqual(document.timing.attempts, { a: 3 });
    assert.deepEqual(document.diagnostics, []);
    const messages = events.flatMap((event) =>
      event.kind === 'task' && event.state === 'running' && event.message !== undefined
        ? [event.message]
        : [],
    );
    assert.deepEqual(messages, ['attempt 1 of 4 failed: Broken 1.', 'attempt 2 of 4 failed: Broken 2.']);
  });

  it('gives up after so many attempts', async () => {
    const simulator = failing(9);
    const { document } = await run(workflow('@retry(2)'), {}, { time: new TestClock(), simulator });
    assert.equal(simulator.tried(), 3);
    assert.deepEqual(
      document.diagnostics.map(({ code, message }) => [code, message]),
      [['QF5109', 'Broken 3.']],
    );
  });

  it('stops waiting when the run is cancelled', async () => {
    const cancellation = new CancellationSource();
    const { document } = await run(
      workflow('@retry(times: 1, delay: 2h)'),
      {},
      {
        simulator: failing(9),
        cancellation,
        onEvent: (event) => {
          if (event.kind === 'task' && event.message?.startsWith('attempt') === true)
            setTimeout(() => cancellation.cancel(), 1);
        },
      },
    );
    assert.equal(document.status, 'cancelled');
  });
});

describe('@timeout and @limits', () => {
  it('give an attempt up that takes too long, and cancel it', async () => {
    const [time, simulator] = [new TestClock(), endless()];
    const { document } = await run(workflow('@timeout(1h)'), {}, { time, simulator });
    assert.deepEqual(
      document.diagnostics.map(({ code, message }) => [code, message]),
      [['QF5122', 'a took longer than 1h.']],
    );
    assert.equal(simulator.cancelled(), 1);
    assert.equal(time.now(), 3_600_000);
  });

  it('leave the next attempt its own time, but not more than all together may take', async () => {
    const [time, simulator] = [new TestClock(), endless()];
    await run(workflow('@retry(times: 2, delay: 1min) @timeout(10min)'), {}, { time, simulator });
    assert.equal(simulator.cancelled(), 3);
    assert.equal(time.now(), 32 * 60_000);
    const [shortTime, other] = [new TestClock(), endless()];
    const limited = workflow(
      '@retry(times: 9, delay: 1min) @timeout(10min) @limits(budget: 1.0, latency: 25min)',
    );
    const { document } = await run(limited, {}, { time: shortTime, simulator: other });
    assert.equal(shortTime.now(), 25 * 60_000);
    assert.equal(document.diagnostics[0]?.message, 'a took longer than 25min.');
  });

  it('leave a task alone that is quick enough', async () => {
    const { document } = await run(workflow('@timeout(10min)'), {}, { time: new TestClock() });
    assert.equal(document.status, 'completed');
  });
});

describe('@resources and @priority', () => {
  it('fail a task that would need more memory than it is allowed', async () => {
    const { document } = await run(workflow('@resources(memory: 1e-9)'));
    assert.deepEqual(
      document.diagnostics.map(({ code }) => code),
      ['QF5124'],
    );
    assert.equal((await run(workflow('@resources(memory: 1)'))).document.status, 'completed');
  });

  it('let the most urgent tasks go first where there is not room for all', async () => {
    const text = `${tilted} workflow w {
      task a = estimate(tilted(1.0), z);
      @priority(1) task b = estimate(tilted(1.0), z);
      @priority(5) task c = estimate(tilted(1.0), z);
      @after(c) @priority(9) task d = 1;
    }`;
    const { events } = await run(text, {}, { places: 1 });
    const order = events.flatMap((event) =>
      event.kind === 'task' && event.state === 'running' ? [event.task] : [],
    );
    assert.deepEqual(order, ['c', 'd', 'b', 'a']);
  });

  it('run tasks side by side that do not need each other, as many as there are places', async () => {
    const most = async (marks: string, places: number) => {
      let [now, peak] = [0, 0];
      const inner = localSimulator();
      const simulator: Simulator = {
        ...bound(inner),
        estimate: async (...given) => {
          peak = Math.max(peak, ++now);
          await new Promise((resolve) => setTimeout(resolve, 5));
          now--;
          return inner.estimate(...given);
        },
      };
      const text = `${tilted} workflow w { for int i in [1:6] { ${marks} task a = estimate(tilted(i), z); } }`;
      const { document } = await run(text, {}, { simulator, places });
      assert.equal(Object.keys(document.results).length, 6);
      return peak;
    };
    assert.equal(await most('', 4), 4);
    assert.equal(await most('', 1), 1);
    assert.equal(await most('@resources(cpu: 2)', 4), 2);
    assert.equal(await most('@resources(cpu: 9)', 4), 1);
  });
});

describe('@schedule and @stream', () => {
  it('let a workflow with set times run at once, and refuse one over data that arrive', async () => {
    const scheduled = await run('@schedule("0 3 * * *") workflow w { task a = 1; }');
    assert.equal(scheduled.document.status, 'completed');
    const { document } = await run('@stream("readings", window: 500, every: 1s) workflow w { task a = 1; }');
    assert.equal(document.status, 'failed');
    assert.deepEqual(
      document.diagnostics.map(({ code }) => code),
      ['QF5123'],
    );
    assert.match(document.diagnostics[0]?.message ?? '', /come in a later version/);
  });

  it('say what is wrong with times while the program is checked', async () => {
    const { document } = await run('@schedule("0 25 * * *") workflow w { task a = 1; }');
    assert.deepEqual(
      document.diagnostics.map(({ code, message }) => [code, message]),
      [['QF5040', '"0 25 * * *" says no times: `25` is no hour from 0 to 23.']],
    );
  });
});
