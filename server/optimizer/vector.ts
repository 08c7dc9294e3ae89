import type { Point } from './optimizer.ts';

/** Real vectors and small dense matrices, as rows. */

export function dot(a: Point, b: Point): number {
  let sum = 0;
  for (let place = 0; place < a.length; place++) sum += (a[place] ?? 0) * (b[place] ?? 0);
  return sum;
}

export function norm(a: Point): number {
  return Math.sqrt(dot(a, a));
}

/** The largest magnitude of an element. */
export function largest(a: Point): number {
  return a.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
}

/** a + factor·b. */
export function plus(a: Point, b: Point, factor = 1): number[] {
  return a.map((entry, place) => entry + factor * (b[place] ?? 0));
}

export function minus(a: Point, b: Point): number[] {
  return a.map((entry, place) => entry - (b[place] ?? 0));
}

export function scaled(a: Point, factor: number): number[] {
  return a.map((entry) => factor * entry);
}

/** The matrix applied to a vector. */
export function apply(rows: readonly Point[], vector: Point): number[] {
  return rows.map((row) => dot(row, vector));
}

export function unit(size: number, place: number, length = 1): number[] {
  return Array.from({ length: size }, (_, index) => (index === place ? length : 0));
}

export function diagonal(size: number, entry: number): number[][] {
  return Array.from({ length: size }, (_, row) => unit(size, row, entry));
}

/** The vector that the matrix takes to `vector`; undefined where there is none, or more than one. */
export function solved(rows: readonly Point[], vector: Point): number[] | undefined {
  const found = inverse(rows);
  return found && apply(found, vector);
}

/** The inverse by Gauss–Jordan elimination with row pivots; undefined where the matrix has none. */
export function inverse(rows: readonly Point[]): number[][] | undefined {
  const size = rows.length;
  const work = rows.map((row, place) => [...row, ...unit(size, place)]);
  for (let column = 0; column < size; column++) {
    const pivot = pivotRow(work, column);
    const value = work[pivot]?.[column] ?? 0;
    if (value === 0 || !Number.isFinite(value)) return undefined;
    const row = scaled(work[pivot] ?? [], 1 / value);
    work[pivot] = work[column] ?? [];
    work[column] = row;
    for (let other = 0; other < size; other++)
      if (other !== column) work[other] = plus(work[other] ?? [], row, -(work[other]?.[column] ?? 0));
  }
  return work.map((row) => row.slice(size));
}

function pivotRow(rows: readonly Point[], column: number): number {
  let best = column;
  for (let row = column + 1; row < rows.length; row++)
    if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0)) best = row;
  return best;
}
