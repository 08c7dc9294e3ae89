import assert from 'node:assert/strict';
import { it } from 'mocha';
import { Random } from '../../base/index.ts';
import { type Circuit, type NoiseModel, channelRule, depolarizingRule } from '../../circuit/index.ts';
import { localSimulator } from '../local-simulator.ts';
import type { SimulationOptions } from '../simulator.ts';
import { bitAt, bits, circuit, cx, gate, measure, measureAll, observable, reset, when } from './circuits.ts';
import { layered, modelOf, randomChannel, rules } from './noise.ts';
import { estimated, exactly, sampled } from './run.ts';
import { chiSquared, chiSquaredBound } from './statistics.ts';

/** Measures on the way, reads wrongly, acts on what it read, resets, and measures one qubit twice. */
const dynamic = circuit(
  3,
  [bits('c', 3), bits('m', 2)],
  [
    gate('ry', [0], [1.1]),
    cx(0, 1),
    measure(1, 1, 0),
    when(bitAt(1, 2, 0), [gate('ry', [2], [0.8])], [gate('x', [2])]),
    reset(0),
    gate('ry', [0], [0.5]),
    cx(0, 2),
    measure(0, 1, 1),
    ...measureAll(3),
  ],
);

const pauliRules = ['depolarizing', 'bit flip', 'phase flip', 'two-qubit Pauli', 'phase damping'];
const dampingRules = ['depolarizing', 'amplitude damping', 'thermal, T2 under T1'];

/**
 * What a method that follows pure states along random trajectories has to share with the density matrix.
 *
 * @param isPauli whether it takes mixtures of Pauli words alone.
 */
export function agreesWithTheDensityMatrix(
  method: NonNullable<SimulationOptions['method']>,
  isPauli = false,
): void {
  const assertLikeDensity = async (noise: NoiseModel, of: Circuit, shots: number) => {
    const { probabilities } = await sampled(of, { noise, method: 'density' });
    const { counts = {} } = await sampled(of, { noise, method, shots, seed: 11 });
    assert.equal(
      Object.values(counts).reduce((sum, count) => sum + count, 0),
      shots,
    );
    const impossible = Object.keys(counts).filter((key) => probabilities[key] === undefined);
    assert.deepEqual(impossible, []);
    const { statistic, freedom } = chiSquared(counts, probabilities);
    assert.ok(statistic < chiSquaredBound(freedom), `${statistic} with ${freedom}`);
  };

  const chosen = Object.entries(rules).filter(([name]) => !isPauli || pauliRules.includes(name));
  for (const [name, rule] of chosen)
    it(`has its distribution: ${name}`, async () => {
      await assertLikeDensity(modelOf(rule), layered(3, 2), 6000);
    }).timeout(60_000);

  if (!isPauli)
    it('has its distribution: a general channel on two qubits', async () => {
      await assertLikeDensity(modelOf(channelRule(randomChannel(new Random(3)))), layered(3, 2), 2000);
    }).timeout(60_000);

  it('has its distribution behind measurements, resets and misread bits', async () => {
    const damping = rules[isPauli ? 'phase damping' : 'thermal, T2 over T1'] ?? assert.fail();
    const everywhere = depolarizingRule(0.05, { on: ['all', 'measure', 'reset'] });
    const readout = [{ p01: 0.05, p10: 0.1 }];
    await assertLikeDensity({ ...modelOf(damping, everywhere), readout }, dynamic, 10_000);
  }).timeout(60_000);

  it('has its distribution where all qubits are shown', async () => {
    const noise = { ...modelOf(depolarizingRule(0.1)), readout: [{ p01: 0.1, p10: 0.2 }] };
    await assertLikeDensity(noise, circuit(3, [], layered(3, 2).body.slice(0, -3)), 4000);
  });

  it('estimates within its error', async () => {
    const sum = observable({ XXII: 0.5, ZZZZ: 1, IYIZ: 0.7, IIII: 0.3 });
    for (const readout of [[], [{ p01: 0.02, p10: 0.06 }]])
      for (const name of isPauli ? pauliRules : dampingRules) {
        const noise = { ...modelOf(rules[name] ?? assert.fail()), readout };
        const exact = await estimated(layered(4, 2), sum, { noise, method: 'density' });
        const { value, stderr } = await estimated(layered(4, 2), sum, { noise, method, shots: 600, seed: 8 });
        assert.ok(stderr > 0 && Math.abs(value - exact.value) < 5 * stderr, `${name}: ${value}, ${stderr}`);
      }
  }).timeout(60_000);

  it('gives the same counts for the same seed, and needs a number of shots', async () => {
    const noise = modelOf(...chosen.map(([, rule]) => rule).slice(0, 6));
    const options = { noise, method, shots: 100, seed: 9 };
    assert.deepEqual(await sampled(layered(3, 2), options), await sampled(layered(3, 2), options));
    const result = await localSimulator().sample(layered(2, 1), [], {
      ...exactly,
      noise,
      method,
    });
    assert.ok(!result.ok && result.refusal.message.includes('needs a number of shots'));
  });
}
