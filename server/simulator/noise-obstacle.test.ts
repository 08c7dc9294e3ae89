import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Circuit, type NoiseModel, type Observable, depolarizingRule } from '../circuit/index.ts';
import { localSimulator } from './local-simulator.ts';
import { exactly } from './testing/run.ts';

const span = { start: 0, end: 0 };
const circuit: Circuit = {
  name: 'flip',
  registers: [{ name: 'q', offset: 0, size: 1, span }],
  qubitCount: 1,
  variables: [],
  parameters: [],
  body: [{ kind: 'gate', gate: 'x', angles: [], qubits: [0], controls: [], span }],
};

describe('a run with noise', () => {
  const noise: NoiseModel = { name: 'lab', rules: [depolarizingRule(0.1)], readout: [] };
  const simulator = localSimulator();
  const z: Observable = { name: 'z', terms: [{ coefficient: 1, factors: [{ qubit: 0, pauli: 'Z' }] }], span };

  it('is refused by methods without it, never run without its noise', async () => {
    const options = { ...exactly, method: 'statevector', noise } as const;
    for (const result of [
      await simulator.forecast(circuit, options),
      await simulator.sample(circuit, [], options),
      await simulator.estimate(circuit, [], z, options),
      await simulator.gradient(circuit, [], z, options),
    ])
      assert.ok(!result.ok && result.refusal.message.includes('the noise lab'));
  });

  it('has no state vector', async () => {
    const result = await simulator.state(circuit, [], { ...exactly, noise });
    assert.ok(!result.ok && result.refusal.message.includes('no state vector to show'));
  });

  it('finds a method with noise by itself', async () => {
    const result = await simulator.sample(circuit, [], { ...exactly, noise });
    assert.ok(result.ok && result.method === 'density');
    assert.ok(Math.abs((result.value.probabilities['1'] ?? 0) - 0.95) < 1e-12);
  });

  it('goes on where the model is empty', async () => {
    const empty: NoiseModel = { name: 'lab', rules: [], readout: [] };
    assert.ok((await simulator.sample(circuit, [], { ...exactly, noise: empty })).ok);
  });
});
