import { type Complex, type Matrix, cx, matrices } from '../../base/index.ts';
import { primitiveGate } from '../../library/index.ts';

/** The matrix of a primitive gate of the table. */
export function gateMatrix(name: string, ...angles: readonly number[]): Matrix {
  return primitiveGate(name).matrix(angles);
}

/** A pair of 2 × 2 unitaries: `low` on qubit 0 (the less significant index bit), `high` on qubit 1. */
export interface LocalPair {
  readonly low: Matrix;
  readonly high: Matrix;
}

export function both(gate: Matrix): LocalPair {
  return { low: gate, high: gate };
}

/** The 4 × 4 matrix of a pair. */
export function pairMatrix({ low, high }: LocalPair): Matrix {
  return matrices.kronecker(high, low);
}

/** `second` after `first`. */
export function after(second: LocalPair, first: LocalPair): LocalPair {
  return {
    low: matrices.product(second.low, first.low),
    high: matrices.product(second.high, first.high),
  };
}

export function inverse({ low, high }: LocalPair): LocalPair {
  return { low: matrices.adjoint(low), high: matrices.adjoint(high) };
}

export const nothing: LocalPair = both(matrices.identity(2));

/**
 * The factors of a 4 × 4 unitary that is a product of two one-qubit unitaries, both of determinant 1, and the phase that
 * is left: matrix = e^{i·phase}·(high ⊗ low).
 */
export function factors(matrix: Matrix): { readonly pair: LocalPair; readonly phase: number } {
  const [row, column] = largestElement(matrix);
  const at = (r: number, c: number) => matrices.element(matrix, r, c);
  const low = special(matrices.generate(2, (r, c) => at((row & 2) + r, (column & 2) + c)));
  const high = special(matrices.generate(2, (r, c) => at(2 * r + (row & 1), 2 * c + (column & 1))));
  const product = matrices.element(matrices.kronecker(high, low), row, column);
  return { pair: { low, high }, phase: cx.phase(cx.divide(at(row, column), product)) };
}

function largestElement(matrix: Matrix): readonly [number, number] {
  let best: readonly [number, number] = [0, 0];
  for (let row = 0; row < 4; row++)
    for (let column = 0; column < 4; column++)
      if (size(matrix, row, column) > size(matrix, ...best) + 1e-9) best = [row, column];
  return best;
}

function size(matrix: Matrix, row: number, column: number): number {
  return cx.magnitude(matrices.element(matrix, row, column));
}

/** A multiple of a 2 × 2 unitary, scaled to determinant 1. */
function special(matrix: Matrix): Matrix {
  const at = (row: number, column: number) => matrices.element(matrix, row, column);
  const determinant: Complex = cx.subtract(cx.multiply(at(0, 0), at(1, 1)), cx.multiply(at(0, 1), at(1, 0)));
  return matrices.scaled(matrix, cx.divide(cx.one, cx.power(determinant, 0.5)));
}
