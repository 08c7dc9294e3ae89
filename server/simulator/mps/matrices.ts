/** Complex matrices by rows, interleaved real and imaginary parts. */

/** The product a·b of two size×size matrices. */
export function product(size: number, a: Float64Array, b: Float64Array): Float64Array {
  const result = new Float64Array(2 * size * size);
  for (let row = 0; row < size; row++)
    for (let inner = 0; inner < size; inner++) {
      const [re, im] = [a[2 * (row * size + inner)]!, a[2 * (row * size + inner) + 1]!];
      for (let column = 0; column < size; column++) {
        const [to, from] = [2 * (row * size + column), 2 * (inner * size + column)];
        result[to]! += re * b[from]! - im * b[from + 1]!;
        result[to + 1]! += re * b[from + 1]! + im * b[from]!;
      }
    }
  return result;
}

/** a ⊗ b of two 2×2 matrices, a on the more significant index. */
export function kronecker(a: Float64Array, b: Float64Array): Float64Array {
  const result = new Float64Array(32);
  for (let entry = 0; entry < 16; entry++) {
    const [row, column] = [entry >> 2, entry & 3];
    const x = 2 * (2 * (row >> 1) + (column >> 1));
    const y = 2 * (2 * (row & 1) + (column & 1));
    result[2 * entry] = a[x]! * b[y]! - a[x + 1]! * b[y + 1]!;
    result[2 * entry + 1] = a[x]! * b[y + 1]! + a[x + 1]! * b[y]!;
  }
  return result;
}

/** A 4×4 matrix with its two index bits exchanged. */
export function exchanged(matrix: Float64Array): Float64Array {
  const swap = [0, 2, 1, 3] as const;
  const result = new Float64Array(32);
  for (let entry = 0; entry < 16; entry++) {
    const from = 2 * (4 * swap[(entry >> 2) as 0 | 1 | 2 | 3] + swap[(entry & 3) as 0 | 1 | 2 | 3]);
    result[2 * entry] = matrix[from]!;
    result[2 * entry + 1] = matrix[from + 1]!;
  }
  return result;
}

export const identity2 = Float64Array.of(1, 0, 0, 0, 0, 0, 1, 0);

/** Exchanges two qubits. */
export const swap4 = permutation([0, 2, 1, 3]);

/** The 4×4 matrix with a 1 in each row at the column given. */
function permutation(columns: readonly number[]): Float64Array {
  const matrix = new Float64Array(32);
  for (const [row, column] of columns.entries()) matrix[2 * (4 * row + column)] = 1;
  return matrix;
}
