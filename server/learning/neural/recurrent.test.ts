import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import type { Network } from './network.ts';
import { checkGradient, exactMeans, weighed } from './passes-fixture.test.ts';
import { type RecurrentShape, recurrentNetwork } from './recurrent-network.ts';

const small: RecurrentShape = {
  features: 1,
  hidden: 2,
  qubits: 2,
  layers: 1,
  share: 0.3,
  outputs: 2,
  dropout: 0,
};
const samples = [
  [0.3, -0.8, 0.5],
  [-0.1, 0.9, 0.2],
];

function near(found: number | undefined, wanted: number, tolerance: number): void {
  assert.ok(found !== undefined && Math.abs(found - wanted) <= tolerance, `${found}, not ${wanted}`);
}

/** The first parameters of a name and its place. */
function placesOf(network: Network, name: string): readonly number[] {
  return [...network.names.entries()].flatMap(([place, one]) => (one.startsWith(`${name}[`) ? [place] : []));
}

describe('a recurrent network', () => {
  for (const share of [0, 0.3, 1])
    it(`has the derivatives of its scores with a quantum share of ${share}`, async () => {
      const network = recurrentNetwork({ ...small, share });
      await checkGradient(network, network.initial(new Random(4)), samples);
    });

  it('has them with several features, layers and qubits, and with what dropout left', async () => {
    const network = recurrentNetwork({
      ...small,
      features: 3,
      hidden: 3,
      qubits: 3,
      layers: 2,
      dropout: 0.4,
    });
    await checkGradient(network, network.initial(new Random(5)), [samples.flat()], () => new Random(1));
  });

  it('is a classical memory, by its formulas, without circuits', async () => {
    const network = recurrentNetwork({ ...small, hidden: 1, outputs: 1, share: 0 });
    assert.equal(network.measured, undefined);
    const x = network.names.map((_, place) => Math.sin(1 + place));
    const at = (name: string) => placesOf(network, name).map((place) => x[place] ?? NaN);
    const [weights, biases] = [at('gates.weights'), at('gates.biases')];
    const sigma = (z: number) => 1 / (1 + Math.exp(-z));
    for (const [place, sample] of samples.entries()) {
      let [hidden, cell] = [0, 0];
      for (const number of sample) {
        const [i = NaN, f = NaN, g = NaN, o = NaN] = [0, 1, 2, 3].map(
          (gate) =>
            (weights[2 * gate] ?? NaN) * number +
            (weights[2 * gate + 1] ?? NaN) * hidden +
            (biases[gate] ?? NaN),
        );
        cell = sigma(f) * cell + sigma(i) * Math.tanh(g);
        hidden = sigma(o) * Math.tanh(cell);
      }
      const { scores } = await network.pass(x, samples, exactMeans(network));
      near(
        scores[place]?.[0],
        (at('output.weights')[0] ?? NaN) * hidden + (at('output.biases')[0] ?? NaN),
        1e-12,
      );
    }
  });

  it('hangs on its circuits: without them its scores and its slopes are others', async () => {
    const network = recurrentNetwork(small);
    const x = network.initial(new Random(6));
    const whole = weighed(await network.pass(x, samples, exactMeans(network)));
    const frozen = { ...exactMeans(network) };
    const silent = await network.pass(x, samples, {
      ...frozen,
      measure: async (sets) => sets.map(() => ({ values: [0, 0], errors: [0, 0], slopes: [[], []] })),
    });
    assert.ok(Math.abs(whole.value - weighed(silent).value) > 1e-3);
    for (const gate of ['input', 'forget', 'cell', 'output'])
      for (const place of placesOf(network, `${gate}.circuit`))
        assert.ok(Math.abs(whole.gradient[place] ?? 0) > 1e-9, network.names[place]);
  });
});

/**
 * The published program of the quantum LSTM on six qubits: five hidden numbers, angles straight from the number and the hidden ones, the
 * first five ⟨Z⟩ as what goes into the gates. The numbers come of an independent simulation of it with w = 0.3·sin(…).
 */
describe('the published quantum LSTM', () => {
  const shape: RecurrentShape = {
    ...{ features: 1, hidden: 5, qubits: 6, layers: 5 },
    ...{ share: 1, outputs: 1, dropout: 0 },
  };
  const network = recurrentNetwork(shape);

  /** Windows of the velocity of a damped pendulum, θ'' = −0.15 θ' − 9.81 sin θ, scaled to [−1, 1], and what follows each. */
  function pendulum() {
    const slope = ([theta = 0, speed = 0]: readonly number[]) => [
      speed,
      -0.15 * speed - 9.81 * Math.sin(theta),
    ];
    const inner = 200;
    const step = 20 / 239 / inner;
    const plus = (a: readonly number[], b: readonly number[], by: number) =>
      a.map((entry, place) => entry + by * (b[place] ?? 0));
    let state: readonly number[] = [0, 3];
    const raw: number[] = [];
    for (let point = 0; point < 240; point++) {
      raw.push(state[1] ?? NaN);
      for (let count = 0; count < inner; count++) {
        const one = slope(state);
        const two = slope(plus(state, one, step / 2));
        const three = slope(plus(state, two, step / 2));
        const four = slope(plus(state, three, step));
        const sum = plus(plus(plus(one, two, 2), three, 2), four, 1);
        state = plus(state, sum, step / 6);
      }
    }
    const [least, most] = [Math.min(...raw), Math.max(...raw)];
    const series = raw.map((value) => Math.fround((2 * (value - least)) / (most - least) - 1));
    const windows = Array.from({ length: 235 }, (_, at) => series.slice(at, at + 4));
    return { windows, next: windows.map((_, at) => series[at + 4] ?? NaN) };
  }

  function parameters(): readonly number[] {
    const x = network.names.map(() => 0);
    const put = (name: string, value: (place: number) => number) => {
      for (const [at, place] of placesOf(network, name).entries()) x[place] = value(at);
    };
    put('angles.weights', (at) => (Math.floor(at / 6) === at % 6 ? 1 : 0));
    for (const [g, gate] of ['input', 'forget', 'cell', 'output'].entries()) {
      put(`${gate}.circuit`, (at) => 0.3 * Math.sin(1 + 30 * g + at));
      put(`${gate}.readout`, (at) => (Math.floor(at / 6) === at % 6 ? 1 : 0));
    }
    put('output.weights', (at) => 0.2 * (at + 1));
    put('output.biases', () => -0.1);
    return x;
  }

  it('predicts, loses and learns as its independent simulation', async function () {
    this.timeout(240_000);
    const { windows, next } = pendulum();
    const training = windows.slice(0, 157);
    const pass = await network.pass(parameters(), training, exactMeans(network));
    const predicted = pass.scores.map((row) => row[0] ?? NaN);
    for (const [place, wanted] of [-0.1217255369, -0.118131207251, -0.114046064411].entries())
      near(predicted[place], wanted, 1e-9);
    const errors = predicted.map((value, place) => value - (next[place] ?? NaN));
    // The independent one integrated the pendulum to seven digits.
    near(errors.reduce((sum, error) => sum + error * error, 0) / 157, 0.222099687918, 1e-7);
    const { gradient } = pass.back(errors.map((error) => [(2 * error) / 157]));
    const slopes = (name: string) => placesOf(network, name).map((place) => gradient[place]);
    const wanted = [0.0024219732, 0.0121070406, 0.0025458032, -0.0040066061, 0.0118199702, -0.0006739366];
    for (const [place, slope] of wanted.entries()) near(slopes('input.circuit')[place], slope, 1e-7);
    near(slopes('cell.circuit')[24], 0.0123973527, 1e-7);
    near(slopes('output.biases')[0], -0.0881463051, 1e-7);
    const output = [0.0850168699, -0.0319181894, -0.0001316272, 0.0083851992, -0.0095819114];
    for (const [place, slope] of output.entries()) near(slopes('output.weights')[place], slope, 1e-7);
  });
});
