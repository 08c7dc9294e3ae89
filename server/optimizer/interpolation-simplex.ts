import type { Point } from './optimizer.ts';
import { apply, dot, inverse, minus, norm, plus, scaled } from './vector.ts';

/**
 * A simplex whose corners have values, seen from its best corner, the pole: the linear function through all of them, and
 * which corner a new point should replace. Powell 1994; PRIMA.
 */
export class InterpolationSimplex {
  pole: Point;
  value: number;
  /** From the pole to the other corners. */
  readonly #steps: Point[];
  readonly #values: number[];
  /** The inverse of the matrix whose columns are the steps. */
  #inverse: Point[];

  constructor(pole: Point, value: number, steps: readonly Point[], values: readonly number[]) {
    this.pole = pole;
    this.value = value;
    this.#steps = [...steps];
    this.#values = [...values];
    this.#inverse = this.#inverted();
  }

  /** The slope of the linear function through all corners. */
  gradient(): Point {
    const rises = this.#values.map((value) => value - this.value);
    return this.pole.map((_, column) =>
      rises.reduce((sum, rise, row) => sum + rise * (this.#inverse[row]?.[column] ?? 0), 0),
    );
  }

  /** Whether all corners are within that distance of the pole. */
  isWithin(radius: number): boolean {
    return this.#steps.every((step) => dot(step, step) <= radius * radius);
  }

  /** The corner farthest from the pole. */
  farthest(): number {
    const squares = this.#steps.map((step) => dot(step, step));
    return squares.indexOf(Math.max(...squares));
  }

  /** A step of that length off the face of all other corners, downhill. */
  awayFrom(corner: number, length: number): Point {
    const normal = this.#inverse[corner] ?? [];
    const step = scaled(normal, length / norm(normal));
    return dot(step, this.gradient()) > 0 ? scaled(step, -1) : step;
  }

  /** The value of the corner that is within that distance of the end of a step, if any. */
  valueWithin(step: Point, distance: number): number | undefined {
    const squares = [...this.#steps.map((corner) => square(minus(step, corner))), square(step)];
    const least = Math.min(...squares);
    if (least > distance * distance) return undefined;
    return [...this.#values, this.value][squares.indexOf(least)];
  }

  /**
   * The corner that the end of a step should replace: one that is far from where the pole will be and whose loss keeps the
   * simplex wide. The pole itself, with the index behind the others, only for a step to a better point.
   */
  vertexToDrop(step: Point, isBetter: boolean, radius: number): number | undefined {
    const shares = apply(this.#inverse, step);
    const rest = 1 - shares.reduce((sum, share) => sum + share, 0);
    const squares = this.#steps.map((corner) => square(isBetter ? minus(corner, step) : corner));
    squares.push(isBetter ? square(step) : 0);
    const scores = [...shares, rest].map(
      (share, place) => Math.max(1, (squares[place] ?? 0) / (radius * radius)) * Math.abs(share),
    );
    if (!isBetter) scores[scores.length - 1] = -1;
    const most = Math.max(...scores);
    if (most > 0) return scores.indexOf(most);
    return isBetter ? squares.indexOf(Math.max(...squares)) : undefined;
  }

  /** Puts the end of a step, with its value, in the place of a corner, and the pole where it is best. */
  replace(corner: number, step: Point, value: number): void {
    if (corner < this.#steps.length) this.#replaceCorner(corner, step, value);
    else this.#replacePole(step, value);
    this.#settlePole();
    if (this.#error() > 0.1) this.#inverse = this.#inverted();
  }

  #replaceCorner(corner: number, step: Point, value: number): void {
    const row = this.#inverse[corner] ?? [];
    const share = scaled(row, 1 / dot(row, step));
    const shares = apply(this.#inverse, step);
    this.#inverse = this.#inverse.map((one, place) =>
      place === corner ? share : plus(one, share, -(shares[place] ?? 0)),
    );
    this.#steps[corner] = step;
    this.#values[corner] = value;
  }

  #replacePole(step: Point, value: number): void {
    const shares = apply(this.#inverse, step);
    const rest = 1 - shares.reduce((sum, share) => sum + share, 0);
    const sums = scaled(this.#columnSums(), 1 / rest);
    this.#inverse = this.#inverse.map((row, place) => plus(row, sums, shares[place] ?? 0));
    this.#steps.forEach((corner, place) => (this.#steps[place] = minus(corner, step)));
    this.pole = plus(this.pole, step);
    this.value = value;
  }

  /** Makes the best corner the pole. */
  #settlePole(): void {
    const least = Math.min(...this.#values);
    if (!(least < this.value)) return;
    const corner = this.#values.indexOf(least);
    const step = this.#steps[corner] ?? [];
    const sums = this.#columnSums();
    this.pole = plus(this.pole, step);
    this.#steps.forEach(
      (one, place) => (this.#steps[place] = place === corner ? scaled(step, -1) : minus(one, step)),
    );
    this.#inverse[corner] = scaled(sums, -1);
    [this.value, this.#values[corner]] = [least, this.value];
  }

  #columnSums(): Point {
    return this.#inverse.reduce((sum, row) => plus(sum, row));
  }

  #inverted(): Point[] {
    const size = this.#steps.length;
    const columns = this.#steps.map((_, row) => this.#steps.map((step) => step[row] ?? 0));
    return inverse(columns) ?? this.#steps.map(() => Array.from({ length: size }, () => 0));
  }

  /** How far inverse times steps is from the identity. */
  #error(): number {
    const products = this.#steps.map((step) => apply(this.#inverse, step));
    return Math.max(
      ...products.flatMap((column, place) =>
        column.map((entry, row) => Math.abs(entry - (row === place ? 1 : 0))),
      ),
    );
  }
}

function square(vector: Point): number {
  return dot(vector, vector);
}
