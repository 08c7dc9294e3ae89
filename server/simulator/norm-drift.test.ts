import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../base/index.ts';
import { localSimulator } from './local-simulator.ts';
import type { Method } from './simulator.ts';
import { bits, circuit, measureAll } from './testing/circuits.ts';
import { randomInstruction } from './testing/random-circuits.ts';
import { exactly, granted, sampled } from './testing/run.ts';

const qubits = 5;
const random = new Random(23);
const body = Array.from({ length: 10_000 }, () => randomInstruction(qubits, random));

describe('ten thousand gates', () => {
  for (const method of ['statevector', 'mps', 'sparse'] satisfies Method[])
    it(`leave the norm of a state by the ${method} method where it was`, async () => {
      const answer = await localSimulator().state(circuit(qubits, [], body), [], { ...exactly, method });
      const norm = granted(answer).amplitudes.reduce((sum, part) => sum + part * part, 0);
      assert.ok(Math.abs(norm - 1) < 1e-12, `${norm - 1}`);
    });

  for (const method of ['density', 'extended_stabilizer'] satisfies Method[])
    it(`leave the sum of all probabilities by the ${method} method where it was`, async () => {
      const measured = circuit(qubits, [bits('c', qubits)], [...body, ...measureAll(qubits)]);
      const { probabilities } = await sampled(measured, { method });
      const sum = Object.values(probabilities).reduce((total, share) => total + share, 0);
      assert.ok(Math.abs(sum - 1) < 1e-12, `${sum - 1}`);
    });
});
