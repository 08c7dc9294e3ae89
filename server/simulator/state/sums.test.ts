import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { loadKernels } from '../native/library.ts';
import { wordGroups } from '../pauli/words.ts';
import { gateOperation } from '../program/gate-operation.ts';
import { observable } from '../testing/circuits.ts';
import { DenseState } from './dense-state.ts';

const library = await loadKernels();
const span = { start: 0, end: 0 };

function turn(qubit: number, angle: number) {
  const instruction = { kind: 'gate', gate: 'ry', angles: [], qubits: [qubit], controls: [], span } as const;
  return gateOperation(instruction, [angle]);
}

describe('sums over a state', () => {
  const qubits = 21;
  const angle = (qubit: number) => 0.4 + 0.09 * qubit;
  const turned = new DenseState(library.get(), qubits);
  turned.run(Array.from({ length: qubits }, (_, qubit) => turn(qubit, angle(qubit))));
  /** The state is a product, whose few gates leave it exact to a few units in the last place. */
  const tolerance = 2e-14;
  const odds = (qubit: number, value: number) =>
    value === 1 ? Math.sin(angle(qubit) / 2) ** 2 : Math.cos(angle(qubit) / 2) ** 2;

  for (const seen of [[], [0], [20], [3, 11], [12, 13, 2], [20, 0, 19, 7, 16], [14, 15, 16, 17, 18, 19, 20]])
    it(`have the marginal distribution of qubits ${seen.join(', ') || 'none'}`, () => {
      const table = turned.marginal(seen);
      assert.equal(table.length, 2 ** seen.length);
      for (const [value, probability] of table.entries()) {
        const expected = seen.reduce((all, qubit, place) => all * odds(qubit, (value >> place) & 1), 1);
        assert.ok(Math.abs(probability - expected) < tolerance, `${value}: ${probability - expected}`);
      }
    });

  it('have the norm, probabilities and expectation values', () => {
    assert.ok(Math.abs(turned.total() - 1) < tolerance);
    for (const qubit of [0, 9, 20])
      assert.ok(Math.abs(turned.probabilityOf(qubit, 1) - odds(qubit, 1)) < tolerance);
    const [group] = wordGroups(observable({ [`X${'I'.repeat(18)}XI`]: 0.5 }).terms);
    const expected = 0.5 * Math.sin(angle(20)) * Math.sin(angle(1));
    assert.ok(Math.abs(turned.expectation(group ?? assert.fail()) - expected) < tolerance);
    const { mean, square } = turned.moments(wordGroups(observable({ [`Z${'I'.repeat(20)}`]: 2 }).terms));
    assert.ok(Math.abs(mean - 2 * Math.cos(angle(20))) < tolerance);
    assert.ok(Math.abs(square - 4) < 4 * tolerance);
  });
});
