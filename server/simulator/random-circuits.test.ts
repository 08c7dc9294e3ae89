import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random, cx } from '../base/index.ts';
import { circuit, gate, observable } from './testing/circuits.ts';
import { randomInstruction } from './testing/random-circuits.ts';
import { type Amplitudes, after, difference, zeroState } from './testing/reference.ts';
import { estimated, stateOf } from './testing/run.ts';

/** ⟨ψ|P|ψ⟩ by acting with each letter of the word, qubit 0 at the right. */
function expectation(state: Amplitudes, word: string): number {
  const letters = [...word].toReversed();
  const acted = letters.reduce<Amplitudes>(
    (sum, letter, qubit) => (letter === 'I' ? sum : after(sum, gate(letter.toLowerCase(), [qubit]))),
    state,
  );
  return state.reduce(
    (sum, amplitude, index) => sum + cx.multiply(cx.conjugate(amplitude), acted[index] ?? cx.zero).re,
    0,
  );
}

describe('random circuits', () => {
  for (let batch = 0; batch < 10; batch++) {
    it(`agree with the plain reference (${20 * batch + 1} to ${20 * (batch + 1)})`, async () => {
      for (let seed = 20 * batch; seed < 20 * (batch + 1); seed++) {
        const random = new Random(seed);
        const qubits = 1 + (seed % 7);
        const body = Array.from({ length: 40 }, () => randomInstruction(qubits, random));
        const expected = body.reduce(after, zeroState(qubits));
        const { amplitudes } = await stateOf(circuit(qubits, [], body));
        assert.ok(difference(amplitudes, expected) < 1e-12, `seed ${seed}`);
      }
    });
  }

  it('have the expectation values of random Pauli words', async () => {
    const random = new Random(77);
    const letters = ['I', 'X', 'Y', 'Z'];
    for (let round = 0; round < 20; round++) {
      const qubits = 1 + (round % 10);
      const body = Array.from({ length: 30 }, () => randomInstruction(qubits, random));
      const state = body.reduce(after, zeroState(qubits));
      const words = Object.fromEntries(
        Array.from({ length: 12 }, () => [
          Array.from({ length: qubits }, () => letters[Math.floor(4 * random.next())]).join(''),
          2 * random.next() - 1,
        ]),
      );
      const expected = Object.entries(words).reduce(
        (sum, [word, factor]) => sum + factor * expectation(state, word),
        0,
      );
      const { value } = await estimated(circuit(qubits, [], body), observable(words));
      assert.ok(Math.abs(value - expected) < 1e-12);
    }
  });
});
