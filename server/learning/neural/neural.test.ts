import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import { activations } from '../../library/index.ts';
import { activated, activatedBack } from './activations.ts';
import { attentionWeights, attentionWeightsBack } from './attention-weights.ts';
import { denseNetwork } from './dense-network.ts';
import { dropoutFactors } from './dropout.ts';
import { lstmStep, lstmStepBack } from './lstm-cell.ts';
import { ParameterBlocks } from './parameter-blocks.ts';
import { checkGradient, exactMeans } from './passes-fixture.test.ts';

function near(found: number | undefined, wanted: number, tolerance = 1e-12): void {
  assert.ok(found !== undefined && Math.abs(found - wanted) <= tolerance, `${found}, not ${wanted}`);
}

/** Numbers in (−1, 1) that nothing in particular has chosen. */
function numbers(count: number, seed: number): readonly number[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => 2 * random.next() - 1);
}

describe('the parts of networks', () => {
  it('begin as their kind says', () => {
    const blocks = new ParameterBlocks();
    blocks.add('w', 20, 30, 'spread');
    blocks.add('b', 5, 1, 'zero');
    blocks.add('t', 1, 400, 'turn');
    const all = blocks.initial(new Random(3));
    const most = Math.sqrt(6 / 50);
    assert.equal(all.length, blocks.count);
    const spread = all.slice(0, 600).map(Math.abs);
    assert.ok(Math.max(...spread) <= most && Math.max(...spread) > 0.98 * most);
    assert.deepEqual(all.slice(600, 605), [0, 0, 0, 0, 0]);
    const turns = all.slice(605).map(Math.abs);
    assert.ok(Math.max(...turns) <= Math.PI && Math.max(...turns) > 3);
    assert.deepEqual(blocks.names().slice(28, 32), ['w[0, 28]', 'w[0, 29]', 'w[1, 0]', 'w[1, 1]']);
    assert.equal(blocks.names()[601], 'b[1]');
  });

  for (const name of activations)
    it(`${name} has the slopes of its values`, () => {
      const inner = [-30, -1.2, -0.3, 0.4, 1.7, 800];
      const values = activated(name, inner);
      const slopes = activatedBack(
        name,
        values,
        inner.map(() => 1),
      );
      for (const [place, z] of inner.entries()) {
        const [up = NaN, down = NaN] = activated(name, [z + 1e-5, z - 1e-5]);
        near(slopes[place], (up - down) / 2e-5, 1e-8);
      }
    });

  it('an LSTM cell is what its formulas say, and its slopes those of differences', () => {
    const [inner, before] = [numbers(8, 5), numbers(2, 6)];
    const sigma = (z = NaN) => 1 / (1 + Math.exp(-z));
    const step = lstmStep(inner, before);
    for (const place of [0, 1]) {
      const cell =
        sigma(inner[2 + place]) * (before[place] ?? NaN) +
        sigma(inner[place]) * Math.tanh(inner[4 + place] ?? NaN);
      near(step.cell[place], cell);
      near(step.hidden[place], sigma(inner[6 + place]) * Math.tanh(cell));
    }
    const [byHidden, byCell] = [numbers(2, 7), numbers(2, 8)];
    const sum = (z: readonly number[], c: readonly number[]) => {
      const { hidden, cell } = lstmStep(z, c);
      return [0, 1].reduce(
        (total, at) => total + (hidden[at] ?? 0) * (byHidden[at] ?? 0) + (cell[at] ?? 0) * (byCell[at] ?? 0),
        0,
      );
    };
    const back = lstmStepBack(step, byHidden, byCell);
    const slopes = [...back.inner, ...back.before];
    const all = [...inner, ...before];
    for (const [place, slope] of slopes.entries()) {
      const moved = (by: number) => all.map((entry, at) => (at === place ? entry + by : entry));
      const at = (by: number) => sum(moved(by).slice(0, 8), moved(by).slice(8));
      near(slope, (at(1e-5) - at(-1e-5)) / 2e-5, 1e-9);
    }
  });

  it('attention looks by shares that sum to 1, and at all alike where nothing is like', () => {
    const fidelities = [0.9, 0.1, 0.4];
    const weights = attentionWeights(fidelities);
    near(
      weights.reduce((sum, weight) => sum + weight, 0),
      1,
    );
    near(weights[0], 0.9 / 1.4, 1e-5);
    assert.deepEqual([...attentionWeights([0, 0])], [0.5, 0.5]);
    const slopes = attentionWeightsBack(fidelities, [0.3, -0.7, 1.1]);
    for (const place of [0, 1, 2]) {
      const at = (by: number) =>
        attentionWeights(fidelities.map((one, other) => (other === place ? one + by : one))).reduce(
          (sum, weight, other) => sum + weight * ([0.3, -0.7, 1.1][other] ?? 0),
          0,
        );
      near(slopes[place], (at(1e-5) - at(-1e-5)) / 2e-5, 1e-8);
    }
  });

  it('dropout leaves out its share by its seed, and keeps sums on average', () => {
    const factors = dropoutFactors(20_000, 0.3, new Random(4));
    const dropped = factors.filter((factor) => factor === 0).length / factors.length;
    assert.ok(Math.abs(dropped - 0.3) < 5 * Math.sqrt(0.21 / 20_000));
    assert.ok(factors.every((factor) => factor === 0 || factor === 1 / 0.7));
    assert.deepEqual(dropoutFactors(50, 0.3, new Random(4)), factors.slice(0, 50));
    assert.ok(dropoutFactors(9, 0.3, undefined).every((factor) => factor === 1));
  });
});

describe('a dense network', () => {
  const shape = { inputs: 2, hidden: [3, 2], outputs: 2, activation: 'tanh', dropout: 0 } as const;
  const samples = [
    [0.3, -0.8],
    [1.1, 0.2],
  ];

  it('is its layers one behind the other', async () => {
    const network = denseNetwork({ ...shape, hidden: [2], outputs: 1 });
    assert.deepEqual(network.names.slice(0, 6), [
      'hidden1.weights[0, 0]',
      'hidden1.weights[0, 1]',
      'hidden1.weights[1, 0]',
      'hidden1.weights[1, 1]',
      'hidden1.biases[0]',
      'hidden1.biases[1]',
    ]);
    const x = [0.5, -1, 2, 0.25, 0.1, -0.2, 3, -2, 0.7];
    const { scores } = await network.pass(x, samples, exactMeans(network));
    for (const [place, [a = NaN, b = NaN]] of samples.entries()) {
      const wanted = 3 * Math.tanh(0.5 * a - b + 0.1) - 2 * Math.tanh(2 * a + 0.25 * b - 0.2) + 0.7;
      near(scores[place]?.[0], wanted);
    }
  });

  for (const activation of activations)
    it(`has the derivatives of its scores with ${activation}`, async () => {
      const network = denseNetwork({ ...shape, activation });
      await checkGradient(network, network.initial(new Random(11)), samples);
    });

  it('has them without hidden layers, and with what dropout left', async () => {
    const plain = denseNetwork({ ...shape, hidden: [] });
    await checkGradient(plain, plain.initial(new Random(2)), samples);
    const thin = denseNetwork({ ...shape, hidden: [8, 8], dropout: 0.5 });
    await checkGradient(thin, thin.initial(new Random(2)), samples, () => new Random(9));
  });
});
