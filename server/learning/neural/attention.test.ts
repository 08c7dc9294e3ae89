import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import { localSimulator } from '../../simulator/index.ts';
import { attentionCircuit } from './attention-circuit.ts';
import { type AttentionShape, attentionNetwork } from './attention-network.ts';
import { checkGradient, exactMeans } from './passes-fixture.test.ts';

const shape: AttentionShape = {
  features: 2,
  steps: 3,
  heads: 2,
  width: 2,
  qubits: 2,
  layers: 2,
  outputs: 2,
  dropout: 0,
};
const samples = [
  [0.3, -0.8, 0.5, 1.2, -0.4, 0.1],
  [-0.1, 0.9, 0.2, 0.6, 0.7, -1],
];
const exactly = { shots: undefined, seed: 1, memoryLimit: 2 ** 30 };

/** The real amplitudes of φ on two qubits, gate by gate; qubit 0 is the lowest bit. */
function encoded(angles: readonly number[], weights: readonly number[]): readonly number[] {
  let state = [1, 0, 0, 0];
  const turn = (qubit: number, angle = NaN) => {
    const [c, s] = [Math.cos(angle / 2), Math.sin(angle / 2)];
    const bit = 1 << qubit;
    state = state.map((amplitude, index) =>
      (index & bit) === 0
        ? c * amplitude - s * (state[index | bit] ?? NaN)
        : s * (state[index ^ bit] ?? NaN) + c * amplitude,
    );
  };
  for (let layer = 0; layer < weights.length / 2; layer++) {
    for (const qubit of [0, 1]) turn(qubit, weights[2 * layer + qubit]);
    state = [state[0] ?? NaN, state[3] ?? NaN, state[2] ?? NaN, state[1] ?? NaN];
    for (const qubit of [0, 1]) turn(qubit, angles[qubit]);
  }
  return state;
}

describe('attention by fidelities', () => {
  it('measures |⟨φ(query)|φ(key)⟩|² of what the encoder prepares', async () => {
    const [key, query, weights] = [
      [0.4, -1.1],
      [1.3, 0.2],
      [0.7, 2.1, -0.5, 0.9],
    ] as const;
    const { circuit, observables } = attentionCircuit(2, 2);
    const [observable] = observables;
    assert.ok(observable !== undefined);
    const found = await localSimulator().estimate(circuit, [key, query, weights], observable, exactly);
    const [one, other] = [encoded(key, weights), encoded(query, weights)];
    const overlap = one.reduce((sum, amplitude, place) => sum + amplitude * (other[place] ?? NaN), 0);
    assert.ok(found.ok && Math.abs(found.value.value - overlap ** 2) < 1e-12);
    const same = await localSimulator().estimate(circuit, [key, key, weights], observable, exactly);
    assert.ok(same.ok && Math.abs(same.value.value - 1) < 1e-12);
  });

  it('is its formulas: weights of fidelities, whose rows sum to 1, on values', async () => {
    const network = attentionNetwork({ ...shape, heads: 1, outputs: 1 });
    const x = network.initial(new Random(8));
    const { scores } = await network.pass(x, samples, exactMeans(network));
    const block = (name: string) =>
      [...network.names.entries()].flatMap(([place, one]) =>
        one.startsWith(`${name}[`) ? [x[place] ?? NaN] : [],
      );
    const map = (name: string, input: readonly number[]) =>
      block(`${name}.biases`).map((bias, row) =>
        input.reduce(
          (sum, number, column) =>
            sum + number * (block(`${name}.weights`)[row * input.length + column] ?? NaN),
          bias,
        ),
      );
    for (const [place, sample] of samples.entries()) {
      const steps = [0, 1, 2].map((step) =>
        [0, 1].map((at) => (sample[2 * step + at] ?? NaN) + (block('places')[2 * step + at] ?? NaN)),
      );
      const weights = block('head1.circuit');
      const states = (name: string) => steps.map((step) => encoded(map(name, step), weights));
      const keys = states('head1.key');
      const rows = states('head1.query').map((query) => {
        const raised = keys.map(
          (key) => key.reduce((sum, one, at) => sum + one * (query[at] ?? NaN), 0) ** 2 + 1e-6,
        );
        const sum = raised.reduce((total, one) => total + one, 0);
        return raised.map((one) => one / sum);
      });
      const values = steps.map((step) => map('head1.value', step));
      const seen = [0, 1].map((at) =>
        Math.tanh(
          rows
            .flatMap((row) => row.map((weight, key) => (weight * (values[key]?.[at] ?? NaN)) / 3))
            .reduce((sum, one) => sum + one, 0),
        ),
      );
      assert.ok(Math.abs((scores[place]?.[0] ?? NaN) - (map('output', seen)[0] ?? NaN)) < 1e-12);
    }
  });

  it('has the derivatives of its scores', async () => {
    const network = attentionNetwork(shape);
    await checkGradient(network, network.initial(new Random(3)), samples);
  });

  it('has them with what dropout left', async () => {
    const network = attentionNetwork({ ...shape, heads: 3, layers: 1, dropout: 0.5 });
    await checkGradient(network, network.initial(new Random(3)), samples, () => new Random(2));
  });
});
