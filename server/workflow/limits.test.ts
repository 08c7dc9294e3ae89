import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Simulator, localSimulator } from '../simulator/index.ts';
import { run, tilted } from './run-fixture.test.ts';

/** A simulator that asks for money, and says that it is slow. */
function priced(cost: number, seconds: number): Simulator {
  const inner = localSimulator();
  return {
    forecast: async (...given) => {
      const forecast = await inner.forecast(...given);
      return forecast.ok ? { ...forecast, value: { ...forecast.value, seconds, cost } } : forecast;
    },
    sample: (...given) => inner.sample(...given),
    estimate: (...given) => inner.estimate(...given),
    estimateBatch: (...given) => inner.estimateBatch(...given),
    gradient: (...given) => inner.gradient(...given),
    gradientBatch: (...given) => inner.gradientBatch(...given),
    state: (...given) => inner.state(...given),
    dispose: () => inner.dispose(),
  };
}

function codesOf(document: { readonly diagnostics: readonly { readonly code: string }[] }): string[] {
  return document.diagnostics.map(({ code }) => code);
}

describe('@limits', () => {
  const task = (mark: string) => `${tilted} workflow w { ${mark} task a = estimate(tilted(0.1), z); }`;

  it('lets a task run that costs no more than its budget, and refuses one that does, before it runs', async () => {
    const world = { simulator: priced(0.5, 1) };
    assert.equal((await run(task('@limits(budget: 0.5)'), {}, world)).document.status, 'completed');
    const { document } = await run(task('@limits(budget: 0.4)'), {}, world);
    assert.deepEqual([document.status, codesOf(document)], ['failed', ['QF5132']]);
    assert.equal(
      document.diagnostics[0]?.message,
      'This would cost $0.50 after $0.00 that is spent, and @limits allow $0.40.',
    );
  });

  it('refuses a task whose forecast is longer than its latency', async () => {
    const world = { simulator: priced(0, 700) };
    const { document } = await run(task('@limits(latency: 10min)'), {}, world);
    assert.deepEqual(codesOf(document), ['QF5133']);
    assert.equal((await run(task('@limits(latency: 12min)'), {}, world)).document.status, 'completed');
  });

  it('of a workflow holds for all its tasks together', async () => {
    const text = `${tilted} @limits(budget: 1.2) workflow w {
      for int i in [0:3] { task a = estimate(tilted(0.1 * i), z); }
    }`;
    const { document } = await run(text, {}, { simulator: priced(0.5, 1), places: 1 });
    assert.deepEqual(Object.keys(document.results), ['a[0]', 'a[1]']);
    assert.deepEqual(codesOf(document), ['QF5132', 'QF5132']);
  });

  it('of a workflow ends what takes longer than its latency', async () => {
    let endsWait = () => {};
    const time = {
      now: () => 0,
      wait: (_milliseconds: number, token: { onCancel: (listener: () => void) => () => void }) =>
        new Promise<void>((resolve, reject) => {
          endsWait = resolve;
          token.onCancel(() => reject(new Error('stopped')));
        }),
    };
    const inner = priced(0, 1);
    const simulator: Simulator = {
      ...inner,
      estimate: (...given) => {
        endsWait();
        return new Promise((_resolve, reject) =>
          given[4]?.cancellation?.onCancel(() => reject(new Error('given up'))),
        );
      },
    };
    const text = `${tilted} @limits(latency: 2min) workflow w { task a = estimate(tilted(0.1), z); }`;
    const { document } = await run(text, {}, { simulator, time });
    assert.equal(document.status, 'failed');
    assert.ok(codesOf(document).includes('QF5134'), JSON.stringify(document.diagnostics));
  });
});
