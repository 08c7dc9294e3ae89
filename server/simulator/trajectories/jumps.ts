import { type Complex, type Matrix, cx, matrices } from '../../base/index.ts';
import type { Pauli, PauliTerm } from '../../circuit/index.ts';
import { digitsOf, pauliMatrices, wordMatrix } from '../program/channel-matrix.ts';
import { matrixOperation } from '../program/gate-operation.ts';
import type { Operation } from '../program/operation.ts';

/** One operator of a channel, up to its norm, which is made 1 behind it. */
export interface Jump {
  readonly operations: readonly Operation[];
  readonly isUnitary: boolean;
  /** An observable whose expectation value is the probability of this operator among those of its branch. */
  readonly chance: readonly PauliTerm[];
}

export function unitaryJump(operations: readonly Operation[]): Jump {
  return { operations, isUnitary: true, chance: [] };
}

export function unitary(matrix: Matrix, qubits: readonly number[]): Operation {
  return matrixOperation(matrix, qubits, []);
}

export function pauliOperation(digit: number, qubit: number): Operation {
  return unitary(pauliMatrices[digit] ?? [], [qubit]);
}

/** Leaves only the amplitudes with the qubit at `value`. */
export function projector(qubit: number, value: number): Operation {
  const mask = 1 << qubit;
  return { kind: 'phase', mask, values: value === 0 ? mask : 0, re: 0, im: 0 };
}

/** What a reset to |to⟩ does where the qubit is found to be 0 or 1. */
export function resetJumps(qubit: number, to: 0 | 1): readonly Jump[] {
  return [0, 1].map((found) => ({
    operations: [projector(qubit, found), ...(found === to ? [] : [pauliOperation(1, qubit)])],
    isUnitary: false,
    chance: [
      { coefficient: 0.5, factors: [] },
      { coefficient: found === 0 ? 0.5 : -0.5, factors: [{ qubit, pauli: 'Z' }] },
    ],
  }));
}

/** An operator up to a factor, by the cheapest operations. */
export function jumpOperations(operator: Matrix, qubits: readonly number[]): readonly Operation[] {
  const [qubit] = qubits;
  if (qubits.length === 1 && qubit !== undefined) {
    const [[a = cx.zero, b = cx.zero] = [], [c = cx.zero, d = cx.zero] = []] = operator;
    if (isZero(b) && isZero(c)) return diagonalOperations(qubit, a, d);
    if (isZero(a) && isZero(d)) return [...diagonalOperations(qubit, c, b), pauliOperation(1, qubit)];
  }
  const matrix = Float64Array.from(operator.flat().flatMap(({ re, im }) => [re, im]));
  return [{ kind: 'many', qubits, matrix, mask: 0, values: 0 }];
}

function isZero({ re, im }: Complex): boolean {
  return re === 0 && im === 0;
}

function diagonalOperations(qubit: number, zero: Complex, one: Complex): readonly Operation[] {
  if (isZero(zero)) return [projector(qubit, 1)];
  const mask = 1 << qubit;
  return [{ kind: 'phase', mask, values: mask, ...cx.divide(one, zero) }];
}

const names: readonly (Pauli | undefined)[] = [undefined, 'X', 'Y', 'Z'];

/** A Hermitian matrix M times a factor as a sum of Pauli words: Tr(PM)/2^n is the coefficient of P. */
export function pauliTerms(matrix: Matrix, qubits: readonly number[], factor: number): readonly PauliTerm[] {
  const count = qubits.length;
  return Array.from({ length: 4 ** count }, (_, word): PauliTerm => {
    const product = matrices.product(wordMatrix(word, count), matrix);
    const trace = product.reduce((sum, row, place) => sum + (row[place]?.re ?? 0), 0);
    const factors = digitsOf(word, count).flatMap((digit, place) => {
      const [pauli, qubit] = [names[digit], qubits[place]];
      return pauli === undefined || qubit === undefined ? [] : [{ qubit, pauli }];
    });
    return { coefficient: (factor * trace) / matrix.length, factors };
  }).filter(({ coefficient }) => coefficient !== 0);
}
