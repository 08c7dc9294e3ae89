import { type Complex, type Matrix, cx, matrices } from '../../base/index.ts';
import type { PauliFactor } from '../../circuit/index.ts';
import { bitCount } from '../stabilizer/pauli-images.ts';

/** An operator as a sum of Pauli words with complex coefficients. */
export type WordSum = readonly WordTerm[];

export interface WordTerm {
  readonly coefficient: Complex;
  readonly factors: readonly PauliFactor[];
}

/** Coefficients below this are rounding. */
const tolerance = 1e-15;

/**
 * A matrix on a few qubits as a sum of Pauli words: the coefficient of a word P is tr(P†·U) / 2^qubits.
 *
 * @returns factors whose qubits are operands, counted from 0.
 */
export function wordSumOf(matrix: Matrix): WordSum {
  const size = matrix.length;
  const sum: WordTerm[] = [];
  for (let x = 0; x < size; x++)
    for (let z = 0; z < size; z++) {
      const coefficient = coefficientOf(matrix, x, z);
      if (cx.magnitude(coefficient) > tolerance) sum.push({ coefficient, factors: factorsOf(x, z, size) });
    }
  return sum;
}

/** Y is i·X·Z: its column c has i·(-1)^c in row c ⊕ 1. */
function coefficientOf(matrix: Matrix, x: number, z: number): Complex {
  let trace = cx.zero;
  for (let column = 0; column < matrix.length; column++) {
    const entry = matrices.element(matrix, column ^ x, column);
    trace = cx.add(trace, bitCount(column & z) % 2 === 0 ? entry : cx.scale(entry, -1));
  }
  return cx.multiply(cx.scale(trace, 1 / matrix.length), cx.expi((-Math.PI / 2) * bitCount(x & z)));
}

function factorsOf(x: number, z: number, size: number): readonly PauliFactor[] {
  const factors: PauliFactor[] = [];
  for (let qubit = 0; 2 ** qubit < size; qubit++) {
    const letter = ((x >> qubit) & 1) + 2 * ((z >> qubit) & 1);
    if (letter !== 0) factors.push({ qubit, pauli: letter === 1 ? 'X' : letter === 2 ? 'Z' : 'Y' });
  }
  return factors;
}
