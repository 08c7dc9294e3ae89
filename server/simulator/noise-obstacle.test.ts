import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Circuit, type NoiseModel, depolarizingRule } from '../circuit/index.ts';
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
  it('is refused, never run without its noise', async () => {
    const noise: NoiseModel = { name: 'lab', rules: [depolarizingRule(0.1)], readout: [] };
    const simulator = localSimulator();
    const options = { ...exactly, noise };
    for (const result of [
      await simulator.forecast(circuit, options),
      await simulator.sample(circuit, [], options),
      await simulator.state(circuit, [], options),
      await simulator.estimate(
        circuit,
        [],
        { name: 'z', terms: [{ coefficient: 1, factors: [{ qubit: 0, pauli: 'Z' }] }], span },
        options,
      ),
      await simulator.gradient(
        circuit,
        [],
        { name: 'z', terms: [{ coefficient: 1, factors: [{ qubit: 0, pauli: 'Z' }] }], span },
        options,
      ),
    ])
      assert.ok(!result.ok && result.refusal.message.includes('the noise lab'));
  });

  it('goes on where the model is empty', async () => {
    const noise: NoiseModel = { name: 'lab', rules: [], readout: [] };
    assert.ok((await localSimulator().sample(circuit, [], { ...exactly, noise })).ok);
  });
});
