import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import { localSimulator } from '../local-simulator.ts';
import { bits, circuit, cx, gate, measure, measureAll, observable } from '../testing/circuits.ts';
import { estimated, exactly, probabilities, sampled } from '../testing/run.ts';
import { chiSquared, chiSquaredBound } from '../testing/statistics.ts';
import { binomial } from './binomial.ts';

function layered(qubits: number) {
  const layer = Array.from({ length: qubits }, (_, qubit) => [
    gate('ry', [qubit], [0.4 + 0.3 * qubit]),
    gate('rz', [qubit], [0.2 * qubit]),
    cx(qubit, (qubit + 1) % qubits),
  ]).flat();
  return circuit(qubits, [bits('c', qubits)], [...layer, ...layer, ...measureAll(qubits)]);
}

describe('sampling', () => {
  for (const shots of [1000, 100_000, 3_000_000]) {
    for (const seed of [1, 2, 3]) {
      it(`${shots} shots with seed ${seed} are distributed as the exact probabilities`, async () => {
        const program = layered(5);
        const { counts = {} } = await sampled(program, { shots, seed });
        assert.equal(
          Object.values(counts).reduce((sum, count) => sum + count, 0),
          shots,
        );
        const { statistic, freedom } = chiSquared(counts, await probabilities(program));
        assert.ok(statistic < chiSquaredBound(freedom), `χ² is ${statistic} at ${freedom}`);
      });
    }
  }

  it('repeats itself with the same seed and differs with another', async () => {
    const program = layered(6);
    const first = await sampled(program, { shots: 1000, seed: 11 });
    assert.deepEqual(await sampled(program, { shots: 1000, seed: 11 }), first);
    assert.notDeepEqual(await sampled(program, { shots: 1000, seed: 12 }), first);
  });

  it('takes 10^12 shots at once', async () => {
    const { counts = {}, probabilities: shares } = await sampled(layered(4), { shots: 1e12, seed: 4 });
    assert.equal(
      Object.values(counts).reduce((sum, count) => sum + count, 0),
      1e12,
    );
    const exact = await probabilities(layered(4));
    for (const [key, share] of Object.entries(shares))
      assert.ok(Math.abs(share - (exact[key] ?? NaN)) < 5e-6);
  });

  it('takes 10^12 shots of a few outcomes among very many', async () => {
    const chain = Array.from({ length: 21 }, (_, qubit) => cx(qubit, qubit + 1));
    const ghz = circuit(22, [bits('c', 22)], [gate('h', [0]), ...chain, ...measureAll(22)]);
    const { counts = {} } = await sampled(ghz, { shots: 1e12 });
    assert.deepEqual(Object.keys(counts).sort(), ['0'.repeat(22), '1'.repeat(22)]);
  });

  it('refuses to list more outcomes than anyone can read', async () => {
    const program = circuit(
      21,
      [bits('c', 21)],
      [...Array.from({ length: 21 }, (_, qubit) => gate('h', [qubit])), ...measureAll(21)],
    );
    const result = await localSimulator().sample(program, [], { ...exactly, shots: 1e12 });
    assert.ok(!result.ok && result.refusal.kind === 'too-large');
    const { counts = {} } = await sampled(program, { shots: 100 });
    assert.equal(
      Object.values(counts).reduce((sum, count) => sum + count, 0),
      100,
    );
  });

  it('looks only at the qubits that are measured', async () => {
    const program = circuit(3, [bits('c', 1)], [gate('h', [0]), cx(0, 1), gate('x', [2]), measure(1, 0)]);
    const { counts = {} } = await sampled(program, { shots: 4000, seed: 8 });
    assert.ok(Math.abs((counts['0'] ?? 0) - 2000) < 5 * Math.sqrt(1000));
    assert.deepEqual(Object.keys(counts), ['0', '1']);
  });

  for (const shots of [0, -1, 1.5, Number.NaN]) {
    it(`refuses ${shots} shots`, async () => {
      const result = await localSimulator().sample(layered(2), [], { ...exactly, shots });
      assert.ok(!result.ok && result.refusal.kind === 'fault');
    });
  }

  it('estimates an observable from shots within its standard error', async () => {
    const words = observable({ XXII: 0.5, YIYI: -0.3, ZZZZ: 1, IZIZ: 0.25, IIXY: 0.7, IIII: 2 });
    const { value: exact } = await estimated(layered(4), words);
    for (const seed of [1, 2, 3, 4]) {
      const { value, stderr } = await estimated(layered(4), words, { shots: 40_000, seed });
      assert.ok(stderr > 0.001 && stderr < 0.02);
      assert.ok(Math.abs(value - exact) < 5 * stderr);
    }
    assert.ok((await estimated(layered(4), words, { shots: 2 })).stderr > 0.5);
  });
});

describe('binomial', () => {
  for (const [trials, probability] of [
    [12, 0.3],
    [40, 0.9],
    [60, 0.5],
    [200, 0.02],
    [1000, 0.37],
  ] as const) {
    it(`draws from ${trials} trials at ${probability} as the distribution says`, () => {
      const random = new Random(trials);
      const counts: Record<string, number> = {};
      for (let draw = 0; draw < 60_000; draw++) {
        const key = String(binomial(random, trials, probability));
        counts[key] = (counts[key] ?? 0) + 1;
      }
      const { statistic, freedom } = pooled(counts, trials, probability);
      assert.ok(statistic < chiSquaredBound(freedom), `χ² is ${statistic} at ${freedom}`);
    });
  }

  it('has the mean and variance of 10^12 trials', () => {
    const random = new Random(9);
    const [trials, probability, draws] = [1e12, 0.3, 20_000];
    const spread = Math.sqrt(trials * probability * (1 - probability));
    let [sum, squares] = [0, 0];
    for (let draw = 0; draw < draws; draw++) {
      const deviation = (binomial(random, trials, probability) - trials * probability) / spread;
      sum += deviation;
      squares += deviation ** 2;
    }
    assert.ok(Math.abs(sum / draws) < 5 / Math.sqrt(draws));
    assert.ok(Math.abs(squares / draws - 1) < 5 * Math.sqrt(2 / draws));
  });
});

/** χ² over the successes that are expected at least ten times. */
function pooled(counts: Readonly<Record<string, number>>, trials: number, probability: number) {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const likely: Record<string, number> = {};
  let share = (1 - probability) ** trials;
  for (let successes = 0; successes <= trials; successes++) {
    if (share * total >= 10) likely[successes] = share;
    share *= ((trials - successes) / (successes + 1)) * (probability / (1 - probability));
  }
  const kept = Object.fromEntries(Object.entries(counts).filter(([key]) => likely[key] !== undefined));
  const rest = 1 - Object.values(likely).reduce((sum, part) => sum + part, 0);
  const outside = total - Object.values(kept).reduce((sum, count) => sum + count, 0);
  return rest * total < 5
    ? chiSquared({ ...kept, ...{} }, likely)
    : chiSquared({ ...kept, rest: outside }, { ...likely, rest });
}
