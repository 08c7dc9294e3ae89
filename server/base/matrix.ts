import { type Complex, add, conjugate, magnitude, multiply, one, subtract, zero } from './complex.ts';

/** A square complex matrix, `rows[row][column]`. Meant for gates on a few qubits (at most a few hundred rows). */
export type Matrix = readonly (readonly Complex[])[];

export function identity(size: number): Matrix {
  return generate(size, (row, column) => (row === column ? one : zero));
}

export function diagonal(entries: readonly Complex[]): Matrix {
  return generate(entries.length, (row, column) => (row === column ? (entries[row] ?? zero) : zero));
}

/** The element in `row` and `column`; outside the matrix it is zero. */
export function element(matrix: Matrix, row: number, column: number): Complex {
  return matrix[row]?.[column] ?? zero;
}

/** The matrix product a·b. */
export function product(a: Matrix, b: Matrix): Matrix {
  return generate(a.length, (row, column) => {
    let sum = zero;
    for (let inner = 0; inner < a.length; inner++)
      sum = add(sum, multiply(element(a, row, inner), element(b, inner, column)));
    return sum;
  });
}

/** The conjugate transpose. */
export function adjoint(a: Matrix): Matrix {
  return generate(a.length, (row, column) => conjugate(element(a, column, row)));
}

export function scaled(a: Matrix, factor: Complex): Matrix {
  return a.map((row) => row.map((entry) => multiply(entry, factor)));
}

/** The Kronecker product a ⊗ b: `b` acts on the less significant index bits. */
export function kronecker(a: Matrix, b: Matrix): Matrix {
  const inner = b.length;
  return generate(a.length * inner, (row, column) =>
    multiply(
      element(a, Math.floor(row / inner), Math.floor(column / inner)),
      element(b, row % inner, column % inner),
    ),
  );
}

/** The largest magnitude of an element of a - b. */
export function distance(a: Matrix, b: Matrix): number {
  let largest = 0;
  for (let row = 0; row < a.length; row++) {
    for (let column = 0; column < a.length; column++) {
      largest = Math.max(largest, magnitude(subtract(element(a, row, column), element(b, row, column))));
    }
  }
  return largest;
}

export function isUnitary(a: Matrix, tolerance = 1e-10): boolean {
  return distance(product(adjoint(a), a), identity(a.length)) <= tolerance;
}

/** Builds a `size` × `size` matrix element by element. */
export function generate(size: number, entry: (row: number, column: number) => Complex): Matrix {
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, column) => entry(row, column)),
  );
}
