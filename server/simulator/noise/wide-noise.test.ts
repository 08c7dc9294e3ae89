import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type NoiseModel, channelRule, channels, depolarizingRule } from '../../circuit/index.ts';
import { localSimulator } from '../local-simulator.ts';
import { bits, circuit, cx, gate, measureAll, observable } from '../testing/circuits.ts';
import { modelOf } from '../testing/noise.ts';
import { estimated, exactly, granted } from '../testing/run.ts';

const simulator = localSimulator();
const chain = (qubits: number) => Array.from({ length: qubits - 1 }, (_, qubit) => cx(qubit, qubit + 1));

describe('noise on circuits beyond any dense state', () => {
  it('damps a chain of 60 qubits as the closed form says, as a matrix product and as a sparse state', async () => {
    const [qubits, gamma, angle] = [60, 0.02, 1.2];
    const noise: NoiseModel = {
      ...modelOf(channelRule(channels.amplitudeDamping(gamma), { on: ['cx'] })),
      readout: [{ p01: 0.01, p10: 0.03, qubits: [59] }],
    };
    const program = circuit(qubits, [], [gate('ry', [0], [angle]), ...chain(qubits)]);
    const one = Math.sin(angle / 2) ** 2;
    // Each cx copies a 1 that is left, and its target is damped once before it is copied itself.
    const last = one * (1 - gamma) ** (qubits - 1);
    const expected = (1 - last) * (1 - 0.02) - last * (1 - 0.06);
    const word = observable({ [`Z${'I'.repeat(qubits - 1)}`]: 1 });
    for (const method of ['mps', 'sparse'] as const) {
      const { value, stderr } = await estimated(program, word, { noise, method, shots: 400, seed: 4 });
      assert.ok(Math.abs(value - expected) < 5 * stderr, `${method}: ${value} ± ${stderr}`);
    }
  });

  it('is told by parities that depolarizing leaves, with t gates on the way', async () => {
    const [qubits, p] = [50, 0.004];
    const noise = modelOf(depolarizingRule(p, { on: ['cx'] }));
    const body = [gate('h', [0]), ...chain(qubits), gate('t', [7]), gate('t', [31])];
    const word = observable({ ['X'.repeat(qubits)]: 1 });
    // X on all, turned by two eighths of a circle, is damped once for each channel.
    const expected = Math.cos(Math.PI / 2) * (1 - p) ** (qubits - 1);
    const parity = (1 - p) ** (qubits - 1);
    for (const method of ['extended_stabilizer', 'mps', 'sparse'] as const) {
      const options = { noise, method, shots: 500, seed: 6 };
      const turned = await estimated(circuit(qubits, [], body), word, options);
      assert.ok(Math.abs(turned.value - expected) <= 5 * turned.stderr + 1e-9, `${method}: ${turned.value}`);
      const plain = await estimated(circuit(qubits, [], body.slice(0, -2)), word, options);
      assert.ok(Math.abs(plain.value - parity) < 5 * plain.stderr, `${method}: ${plain.value}`);
    }
  });

  it('chooses a method with noise by itself', async () => {
    const noise = modelOf(channelRule(channels.amplitudeDamping(0.01)));
    const turns = Array.from({ length: 40 }, (_, qubit) => gate('ry', [qubit], [0.1 + qubit]));
    const program = circuit(40, [bits('c', 40)], [...turns, ...chain(40), ...measureAll(40)]);
    const result = await simulator.sample(program, [], { ...exactly, noise, shots: 20 });
    granted(result);
    assert.equal(result.ok && result.method, 'mps');
  });
});
