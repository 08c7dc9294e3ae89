import { type Complex, type Matrix, cx, matrices } from '../../base/index.ts';
import type { Channel } from '../../circuit/index.ts';

/** Channels as matrices. */

const [i, z] = [cx.one, cx.zero];

/** I, X, Y, Z. */
export const pauliMatrices: readonly Matrix[] = [
  matrices.identity(2),
  [
    [z, i],
    [i, z],
  ],
  [
    [z, cx.complex(0, -1)],
    [cx.complex(0, 1), z],
  ],
  [
    [i, z],
    [z, cx.complex(-1)],
  ],
];

/** The digits of a Pauli word's index, operand 0 first: 0 to 3 for I, X, Y, Z. */
export function digitsOf(word: number, qubits: number): readonly number[] {
  return Array.from({ length: qubits }, (_, place) => (word >> (2 * place)) & 3);
}

/** The matrix of a Pauli word, operand 0 the least significant index bit. */
export function wordMatrix(word: number, qubits: number): Matrix {
  return digitsOf(word, qubits).reduce<Matrix>(
    (product, digit) => matrices.kronecker(pauliMatrices[digit] ?? [], product),
    matrices.identity(1),
  );
}

/** Kraus operators of any channel. */
export function operatorsOf(channel: Channel): readonly Matrix[] {
  if (channel.kind === 'kraus') return channel.operators;
  return channel.probabilities.flatMap((probability, word) =>
    probability <= 0
      ? []
      : [matrices.scaled(wordMatrix(word, channel.qubits), cx.complex(Math.sqrt(probability)))],
  );
}

/**
 * Σ K* ⊗ K, which takes the elements of a density matrix to those of its image. The bits of a row are the less
 * significant ones of an element's index, those of its column the others.
 */
export function superMatrix(operators: readonly Matrix[]): Matrix {
  const products = operators.map((operator) => matrices.kronecker(conjugated(operator), operator));
  const size = products[0]?.length ?? 0;
  return matrices.generate(size, (row, column) =>
    products.reduce((sum, product) => cx.add(sum, matrices.element(product, row, column)), cx.zero),
  );
}

function conjugated(matrix: Matrix): Matrix {
  return matrix.map((row) => row.map(cx.conjugate));
}

/**
 * The eight real entries of a one-qubit channel that exchanges elements of the diagonal among themselves and the two
 * others among themselves, in the order of the kernel `channel1`; nothing for another.
 */
export function separateEntries(matrix: Matrix): Float64Array | undefined {
  const places = [0, 3, 12, 15, 5, 6, 9, 10];
  const all: readonly Complex[] = matrix.flat();
  const fits = all.every(({ re, im }, at) => im === 0 && (re === 0 || places.includes(at)));
  return fits ? Float64Array.from(places, (at) => all[at]?.re ?? 0) : undefined;
}
