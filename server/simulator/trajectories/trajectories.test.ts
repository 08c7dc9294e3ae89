import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Cancelled, CancellationSource, Random } from '../../base/index.ts';
import { type NoiseModel, channelRule, depolarizingRule } from '../../circuit/index.ts';
import { localSimulator } from '../local-simulator.ts';
import {
  bitAt,
  bits,
  circuit,
  cx,
  gate,
  measure,
  measureAll,
  observable,
  reset,
  when,
} from '../testing/circuits.ts';
import { layered, modelOf, randomChannel, rules } from '../testing/noise.ts';
import { estimated, exactly, sampled } from '../testing/run.ts';
import { chiSquared, chiSquaredBound } from '../testing/statistics.ts';

const method = 'trajectories';

const dynamic = circuit(
  3,
  [bits('c', 3), bits('m', 1)],
  [
    gate('ry', [0], [1.1]),
    cx(0, 1),
    measure(1, 1),
    when(bitAt(1, 1, 0), [gate('ry', [2], [0.8])], [gate('x', [2])]),
    reset(0),
    gate('ry', [0], [0.5]),
    cx(0, 2),
    ...measureAll(3),
  ],
);

async function assertLikeDensity(noise: NoiseModel, of = layered(4, 3), shots = 20_000): Promise<void> {
  const exact = await sampled(of, { noise, method: 'density' });
  const { counts } = await sampled(of, { noise, method, shots, seed: 11 });
  assert.equal(
    Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0),
    shots,
  );
  const { statistic, freedom } = chiSquared(counts ?? {}, exact.probabilities);
  assert.ok(statistic < chiSquaredBound(freedom), `${statistic} with ${freedom}`);
}

describe('quantum trajectories', () => {
  for (const [name, rule] of Object.entries(rules))
    it(`have the density matrix's distribution: ${name}`, async () => {
      const isCostly = name === 'strong damping';
      await assertLikeDensity(modelOf(rule), layered(isCostly ? 2 : 4, isCostly ? 2 : 3));
    }).timeout(60_000);

  it("have the density matrix's distribution: a general channel on two qubits", async () => {
    await assertLikeDensity(modelOf(channelRule(randomChannel(new Random(3)))), layered(3, 2), 4000);
  }).timeout(60_000);

  it('follow measurements, resets and misread bits', async () => {
    const chosen = [rules['depolarizing'] ?? assert.fail(), rules['thermal, T2 over T1'] ?? assert.fail()];
    await assertLikeDensity({ ...modelOf(...chosen), readout: [{ p01: 0.05, p10: 0.1 }] }, dynamic);
  });

  it('are the same without room for copies of the state', async () => {
    const noise = modelOf(depolarizingRule(0.05));
    const options = { noise, method, shots: 500, seed: 2 } as const;
    const roomy = await sampled(layered(4, 3), options);
    const tight = await sampled(layered(4, 3), { ...options, memoryLimit: 16 * 2 ** 4 });
    assert.deepEqual(tight.counts, roomy.counts);
  });

  it('estimate within their error, and better than shots', async () => {
    const sum = observable({ XXII: 0.5, ZZZZ: 1, IYIZ: 0.7, IIII: 0.3 });
    for (const readout of [[], [{ p01: 0.02, p10: 0.06 }]])
      for (const name of ['depolarizing', 'amplitude damping', 'thermal, T2 under T1'] as const) {
        const noise = { ...modelOf(rules[name] ?? assert.fail()), readout };
        const options = { noise, shots: 2000, seed: 8 };
        const exact = await estimated(layered(4, 3), sum, { noise, method: 'density' });
        const found = await estimated(layered(4, 3), sum, { ...options, method });
        const byShots = await estimated(layered(4, 3), sum, { ...options, method: 'density' });
        assert.ok(Math.abs(found.value - exact.value) < 5 * found.stderr, `${name}: ${found.value}`);
        assert.ok(found.stderr > 0 && found.stderr < byShots.stderr);
      }
  });

  it('know the value without errors exactly, so that rare errors leave a small one', async () => {
    const noise = modelOf(depolarizingRule(1e-4));
    const z = observable({ Z: 1 });
    const { value, stderr } = await estimated(circuit(1, [], [gate('x', [0])]), z, {
      noise,
      method,
      shots: 100,
    });
    assert.ok(Math.abs(value + 1 - 1e-4) < 5 * stderr + 1e-12 && stderr < 1e-4 / 10);
  });

  it('give the same counts for the same seed', async () => {
    const noise = modelOf(...Object.values(rules).slice(0, 6));
    const options = { noise, method, shots: 300, seed: 9 } as const;
    assert.deepEqual(await sampled(layered(4, 2), options), await sampled(layered(4, 2), options));
  });

  it('need a number of shots', async () => {
    const noise = modelOf(depolarizingRule(0.1));
    const result = await localSimulator().sample(layered(2, 1), [], { ...exactly, noise, method });
    assert.ok(!result.ok && result.refusal.message.includes('needs a number of shots'));
  });

  it('stop where they are cancelled', async () => {
    const source = new CancellationSource();
    const options = { ...exactly, noise: modelOf(depolarizingRule(0.02)), method, shots: 200 } as const;
    const hooks = { cancellation: source.token, onProgress: () => source.cancel() };
    await assert.rejects(localSimulator().sample(layered(4, 4), [], options, hooks), Cancelled);
  });

  it('tell their progress', async () => {
    const told: number[] = [];
    const noise = modelOf(depolarizingRule(0.02));
    const options = { ...exactly, noise, method, shots: 200 } as const;
    const onProgress = ({ fraction }: { readonly fraction: number }) => told.push(fraction);
    await localSimulator().sample(layered(4, 4), [], options, { onProgress });
    assert.ok(told.length > 10 && told.at(-1) === 1 && told.every((one) => one >= 0 && one <= 1));
  });
});
