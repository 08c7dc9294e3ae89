import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import { readOff } from './read-off.ts';
import { opcode } from './synthesis.ts';
import { Tableau } from './tableau.ts';

const kinds = Object.values(opcode);

function randomCode(qubits: number, length: number, random: Random): number[] {
  const code: number[] = [];
  for (let step = 0; step < length; step++) {
    const a = Math.floor(qubits * random.next());
    const b = (a + 1 + Math.floor((qubits - 1) * random.next())) % qubits;
    code.push(kinds[Math.floor(kinds.length * random.next())] ?? opcode.h, a, b);
  }
  return code;
}

function inverse(code: readonly number[]): number[] {
  const inverted: number[] = [];
  for (let at = code.length - 3; at >= 0; at -= 3) {
    const [kind = 0, a = 0, b = 0] = code.slice(at, at + 3);
    const other = kind === opcode.s ? opcode.sdg : kind === opcode.sdg ? opcode.s : kind;
    inverted.push(other, a, b);
  }
  return inverted;
}

function run(tableau: Tableau, code: readonly number[]): void {
  tableau.columns.run(Int32Array.from(code), 0, code.length);
}

describe('a tableau of many words', () => {
  it('comes back to its basis state when gates are undone', () => {
    const random = new Random(3);
    for (const qubits of [31, 32, 33, 70, 130]) {
      const ones = Array.from({ length: qubits }, () => Math.floor(2 * random.next()));
      const code = randomCode(qubits, 20 * qubits, random);
      const tableau = new Tableau(qubits);
      for (const [qubit, one] of ones.entries()) if (one === 1) tableau.flip(qubit);
      run(tableau, code);
      run(tableau, inverse(code));
      assert.deepEqual([...readOff(tableau).bits], ones);
      for (const [qubit, one] of ones.entries()) {
        assert.equal(tableau.pivotOf(qubit), -1);
        assert.equal(tableau.certainOutcome(qubit), one);
      }
    }
  });

  it('reads off the outcomes that collapsing finds, and as many of them', () => {
    const random = new Random(8);
    for (let round = 0; round < 60; round++) {
      const qubits = 20 + Math.floor(90 * random.next());
      const before = new Tableau(qubits);
      run(before, randomCode(qubits, Math.floor(6 * qubits * random.next()), random));
      const { bits, flips } = readOff(before);
      const wanted = bits.slice();
      for (const flip of flips) {
        if (random.next() < 0.5) continue;
        for (let qubit = 0; qubit < qubits; qubit++)
          wanted[qubit]! ^= (flip[qubit >> 5]! >>> (qubit & 31)) & 1;
      }
      const tableau = before.copy();
      let open = 0;
      for (let qubit = 0; qubit < qubits; qubit++) {
        const pivot = tableau.pivotOf(qubit);
        if (pivot < 0) assert.equal(tableau.certainOutcome(qubit), wanted[qubit], `round ${round}`);
        else {
          open++;
          tableau.collapse(qubit, pivot, wanted[qubit] === 1 ? 1 : 0);
        }
      }
      assert.equal(open, flips.length);
    }
  });

  it('repeats a measurement, and changes only what was open', () => {
    const random = new Random(21);
    const qubits = 75;
    const tableau = new Tableau(qubits);
    run(tableau, randomCode(qubits, 1500, random));
    const word = [{ qubit: 40, pauli: 'Z' as const }];
    const pivot = tableau.pivotOf(40);
    assert.ok(pivot >= 0);
    assert.equal(tableau.expectation(word), 0);
    const row = tableau.collapse(40, pivot, 1);
    assert.equal((row.x[1]! >>> 8) & 1, 1);
    assert.equal(tableau.expectation(word), -1);
    assert.equal(tableau.expectation([{ qubit: 40, pauli: 'Y' }]), 0);
    assert.equal(tableau.pivotOf(40), -1);
  });
});
