import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RunEvent, SearchAnswer } from '../../protocol/index.ts';
import { type Simulator, localSimulator } from '../../simulator/index.ts';
import { run } from '../run-fixture.test.ts';

const text = (optimizer: string, more: string) => `
observable field = Z[0] + 0.5 * X[0];
circuit turned(float a, float b) { qubit q; ry(a) q; rz(b) q; }
workflow w { task found = minimize(turned, field, optimizer: ${optimizer}, ${more}, checkpoint: 2); }`;

function checkpointsIn(events: readonly RunEvent[]): readonly SearchAnswer[][] {
  return events.flatMap((event) => (event.kind === 'checkpoint' ? [[...event.answers]] : []));
}

/** A simulator that counts what it is asked. */
function counting(): Simulator & { readonly asked: () => number } {
  const inner = localSimulator();
  let asked = 0;
  return {
    forecast: (...given) => inner.forecast(...given),
    sample: (...given) => inner.sample(...given),
    estimate: (...given) => inner.estimate(...given),
    estimateBatch: (...given) => {
      asked++;
      return inner.estimateBatch(...given);
    },
    gradient: (...given) => {
      asked++;
      return inner.gradient(...given);
    },
    gradientBatch: (...given) => inner.gradientBatch(...given),
    state: (...given) => inner.state(...given),
    dispose: () => inner.dispose(),
    asked: () => asked,
  };
}

describe('a search that is taken up again', () => {
  const searches = [
    ['spsa(iterations: 9)', 'shots: 50, restarts: 1'],
    ['bfgs()', 'restarts: 2'],
    ['nelder_mead(iterations: 12)', 'shots: 100'],
    ['adam(iterations: 8)', 'shots: 30'],
    ['cobyla()', 'restarts: 1'],
  ] as const;
  for (const [optimizer, more] of searches)
    it(`by ${optimizer} ends with the same bits from each of its checkpoints`, async () => {
      const whole = await run(text(optimizer, more), { seed: 5 });
      assert.equal(whole.document.status, 'completed', JSON.stringify(whole.document.diagnostics));
      const parts = checkpointsIn(whole.events);
      assert.ok(parts.length >= 2, `${parts.length} checkpoints`);
      for (const count of parts.keys()) {
        // Through JSON, as the record keeps it.
        const answers = JSON.parse(JSON.stringify(parts.slice(0, count + 1).flat())) as SearchAnswer[];
        const simulator = counting();
        const rest = await run(
          text(optimizer, more),
          { seed: 5, checkpoints: { found: answers } },
          { simulator },
        );
        assert.deepEqual(rest.document.results, whole.document.results);
        assert.deepEqual(checkpointsIn(rest.events)[0], answers);
        const all = counting();
        await run(text(optimizer, more), { seed: 5 }, { simulator: all });
        assert.equal(simulator.asked(), all.asked() - answers.length);
      }
    });
});
