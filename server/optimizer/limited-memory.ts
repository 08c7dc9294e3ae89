import type { Point } from './optimizer.ts';
import { apply, dot, inverse, scaled } from './vector.ts';

/**
 * A model of the Hessian from the last steps: B = θI − W·M·Wᵀ, with W = [Y θS] and the columns of S and Y the steps and the
 * changes of the gradient along them. Byrd, Nocedal and Schnabel, Math. Program. 63, 129 (1994), theorem 2.3.
 */
export class LimitedMemory {
  readonly #length: number;
  #steps: Point[] = [];
  #changes: Point[] = [];
  #middle: Point[] = [];
  /** θ: the curvature of the last step. */
  scale = 1;

  constructor(length: number) {
    this.#length = length;
  }

  get isEmpty(): boolean {
    return this.#steps.length === 0;
  }

  forget(): void {
    this.#steps = [];
    this.#changes = [];
    this.#middle = [];
    this.scale = 1;
  }

  /** Learns from a step, unless the curvature along it is not positive. */
  remember(step: Point, change: Point, gradient: Point): void {
    const along = dot(step, change);
    if (along <= -Number.EPSILON * dot(gradient, step)) return;
    this.#steps = [...this.#steps, step].slice(-this.#length);
    this.#changes = [...this.#changes, change].slice(-this.#length);
    this.scale = dot(change, change) / along;
    this.#middle = this.#findMiddle();
    if (this.#middle.length === 0) this.forget();
  }

  /** The row of W for one parameter. */
  row(place: number): Point {
    const changes = this.#changes.map((change) => change[place] ?? 0);
    return [...changes, ...this.#steps.map((step) => this.scale * (step[place] ?? 0))];
  }

  /** Wᵀ applied to a vector. */
  project(vector: Point): number[] {
    return [...apply(this.#changes, vector), ...scaled(apply(this.#steps, vector), this.scale)];
  }

  /** M applied to a vector in the space of W's columns. */
  middle(vector: Point): number[] {
    return apply(this.#middle, vector);
  }

  /** M itself. */
  get matrix(): readonly Point[] {
    return this.#middle;
  }

  /** M = [[−D, Lᵀ], [L, θSᵀS]]⁻¹, with D the diagonal and L the strictly lower part of SᵀY. */
  #findMiddle(): Point[] {
    const count = this.#steps.length;
    const products = this.#steps.map((step) => apply(this.#changes, step));
    const block = Array.from({ length: 2 * count }, (_, row) =>
      Array.from({ length: 2 * count }, (__, column) => {
        if (row < count && column < count) return row === column ? -(products[row]?.[row] ?? 0) : 0;
        if (row >= count && column >= count)
          return this.scale * dot(this.#steps[row - count] ?? [], this.#steps[column - count] ?? []);
        const [low, high] = row < count ? [row, column - count] : [column, row - count];
        return high > low ? (products[high]?.[low] ?? 0) : 0;
      }),
    );
    return inverse(block) ?? [];
  }
}
