import { type Complex, conjugate, magnitude, multiply, one, subtract, zero } from './complex.ts';

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
  if (a.length === 2 && b.length === 2) return smallProduct(a, b);
  const rows: Complex[][] = [];
  for (const row of a) rows.push(rowTimes(row, b));
  return rows;
}

/** Without an object for each intermediate sum: compilers spend most of their time here. */
function rowTimes(row: readonly Complex[], b: Matrix): Complex[] {
  const result: Complex[] = [];
  for (let column = 0; column < b.length; column++) {
    let [re, im] = [0, 0];
    for (let inner = 0; inner < row.length; inner++) {
      const left = row[inner] ?? zero;
      const right = b[inner]?.[column] ?? zero;
      re += left.re * right.re - left.im * right.im;
      im += left.re * right.im + left.im * right.re;
    }
    result.push({ re, im });
  }
  return result;
}

/** Of gates on one qubit, which most products are. */
function smallProduct([above = [], below = []]: Matrix, [top = [], bottom = []]: Matrix): Matrix {
  const [a = zero, b = zero] = above;
  const [c = zero, d = zero] = below;
  const [p = zero, q = zero] = top;
  const [r = zero, s = zero] = bottom;
  return [
    [sumOfProducts(a, p, b, r), sumOfProducts(a, q, b, s)],
    [sumOfProducts(c, p, d, r), sumOfProducts(c, q, d, s)],
  ];
}

/** a·p + b·r */
function sumOfProducts(a: Complex, p: Complex, b: Complex, r: Complex): Complex {
  return {
    re: a.re * p.re - a.im * p.im + b.re * r.re - b.im * r.im,
    im: a.re * p.im + a.im * p.re + b.re * r.im + b.im * r.re,
  };
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
  const rows: Complex[][] = [];
  for (const outer of a)
    for (const inner of b) rows.push(outer.flatMap((left) => inner.map((right) => multiply(left, right))));
  return rows;
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
  const rows: Complex[][] = [];
  for (let row = 0; row < size; row++) {
    const entries: Complex[] = [];
    for (let column = 0; column < size; column++) entries.push(entry(row, column));
    rows.push(entries);
  }
  return rows;
}
