import { eigenvectors } from '../base/index.ts';

/** A real square matrix, row by row. */
export class SquareMatrix {
  readonly size: number;
  readonly values: Float64Array;

  constructor(size: number, values: Float64Array = new Float64Array(size * size)) {
    this.size = size;
    this.values = values;
  }

  at(row: number, column: number): number {
    return this.values[row * this.size + column] ?? 0;
  }

  set(row: number, column: number, value: number): void {
    this.values[row * this.size + column] = value;
  }

  times(other: SquareMatrix): SquareMatrix {
    return generate(this.size, (row, column) => {
      let sum = 0;
      for (let inner = 0; inner < this.size; inner++) sum += this.at(row, inner) * other.at(inner, column);
      return sum;
    });
  }

  transposed(): SquareMatrix {
    return generate(this.size, (row, column) => this.at(column, row));
  }

  /** this + factor·other */
  plus(other: SquareMatrix, factor = 1): SquareMatrix {
    return new SquareMatrix(
      this.size,
      this.values.map((value, place) => value + factor * (other.values[place] ?? 0)),
    );
  }

  /** Σ of the products of elements at the same place. */
  dot(other: SquareMatrix): number {
    return this.values.reduce((sum, value, place) => sum + value * (other.values[place] ?? 0), 0);
  }
}

export function generate(size: number, entry: (row: number, column: number) => number): SquareMatrix {
  const matrix = new SquareMatrix(size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) matrix.set(row, column, entry(row, column));
  return matrix;
}

/** XᵀAX. */
export function transformed(matrix: SquareMatrix, by: SquareMatrix): SquareMatrix {
  return by.transposed().times(matrix).times(by);
}

export interface Eigensystem {
  /** In ascending order. */
  readonly values: Float64Array;
  /** Orthonormal, as columns. */
  readonly vectors: SquareMatrix;
}

/** The eigenvalues and eigenvectors of a symmetric matrix. */
export function symmetricEigensystem(matrix: SquareMatrix): Eigensystem {
  const { size } = matrix;
  const rows = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, column) => (matrix.at(row, column) + matrix.at(column, row)) / 2),
  );
  const found = eigenvectors(rows);
  const unsorted = generate(size, (row, column) => found[row]?.[column] ?? 0);
  const diagonal = transformed(matrix, unsorted);
  const order = Array.from({ length: size }, (_, place) => place).toSorted(
    (a, b) => diagonal.at(a, a) - diagonal.at(b, b),
  );
  return {
    values: Float64Array.from(order, (place) => diagonal.at(place, place)),
    vectors: generate(size, (row, column) => unsorted.at(row, order[column] ?? 0)),
  };
}

/** S^(−½) of a positive definite matrix. */
export function inverseSquareRoot(matrix: SquareMatrix): SquareMatrix {
  const { values, vectors } = symmetricEigensystem(matrix);
  const scaled = generate(
    matrix.size,
    (row, column) => vectors.at(row, column) / Math.sqrt(values[column] ?? 1),
  );
  return scaled.times(vectors.transposed());
}

/** Solves a small linear system by elimination with pivots; undefined where it is singular to working precision. */
export function solve(matrix: SquareMatrix, right: readonly number[]): readonly number[] | undefined {
  const { size } = matrix;
  const rows = Array.from({ length: size }, (_, row) => [
    ...matrix.values.subarray(row * size, (row + 1) * size),
    right[row] ?? 0,
  ]);
  for (let place = 0; place < size; place++) {
    const pivot = pivotRow(rows, place);
    const [top, at] = [rows[pivot] ?? [], rows[place] ?? []];
    if (Math.abs(top[place] ?? 0) < 1e-300) return undefined;
    [rows[place], rows[pivot]] = [top, at];
    for (const [row, entries] of rows.entries()) if (row !== place) eliminate(entries, top, place);
  }
  return rows.map((row, place) => (row[size] ?? 0) / (row[place] ?? 1));
}

function pivotRow(rows: readonly (readonly number[])[], place: number): number {
  let best = place;
  for (let row = place; row < rows.length; row++)
    if (Math.abs(rows[row]?.[place] ?? 0) > Math.abs(rows[best]?.[place] ?? 0)) best = row;
  return best;
}

function eliminate(row: number[], by: readonly number[], place: number): void {
  const factor = (row[place] ?? 0) / (by[place] ?? 1);
  for (let column = place; column < by.length; column++)
    row[column] = (row[column] ?? 0) - factor * (by[column] ?? 0);
}
