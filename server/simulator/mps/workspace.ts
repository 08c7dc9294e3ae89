import { pageBytes } from '../native/kernels.ts';
import type { TensorInstance } from '../native/tensor-kernels.ts';

/** Bytes of a complex number. */
const entryBytes = 16;

/** A complex matrix in the workspace, by rows. */
export interface Matrix {
  readonly at: number;
  readonly rows: number;
  readonly columns: number;
}

/** A matrix as a sum of products: left (rows×k) · right (k×columns), one of them with orthonormal columns or rows. */
export interface Split {
  readonly left: Matrix;
  readonly right: Matrix;
  /** Whether the right one holds the weights, and the left one is orthonormal. */
  readonly weighsRight: boolean;
  /** The share of the squared norm that was left out. */
  readonly lost: number;
}

/** Memory and linear algebra for one computation after the other: `clear` gives back what the last one took. */
export class Workspace {
  readonly #instance: TensorInstance;
  #end: number;

  constructor(instance: TensorInstance) {
    this.#instance = instance;
    this.#end = this.#instance.heapBase;
  }

  clear(): void {
    this.#end = Math.ceil(this.#instance.heapBase / entryBytes) * entryBytes;
  }

  load(data: Float64Array, rows: number, columns: number): Matrix {
    const matrix = this.#room(rows, columns);
    new Float64Array(this.#instance.memory.buffer, matrix.at, data.length).set(data);
    return matrix;
  }

  /** A copy of a matrix's entries, interleaved real and imaginary parts. */
  read({ at, rows, columns }: Matrix): Float64Array {
    return new Float64Array(this.#instance.memory.buffer, at, 2 * rows * columns).slice();
  }

  multiply(a: Matrix, b: Matrix): Matrix {
    const product = this.#room(a.rows, b.columns);
    const panel = this.#room(3, a.columns);
    const { kernels } = this.#instance;
    kernels.multiply(a.rows, b.columns, a.columns, a.at, b.at, product.at, panel.at);
    return product;
  }

  /** The transpose, or the adjoint where `isConjugate`. */
  transpose({ at, rows, columns }: Matrix, isConjugate = false): Matrix {
    const transposed = this.#room(columns, rows);
    this.#instance.kernels.transpose(rows, columns, isConjugate ? -1 : 1, at, transposed.at);
    return transposed;
  }

  /** Multiplies the middle index of t[outer][d][inner], d at most 4, by a d×d matrix, in place. */
  applyInside(t: Matrix, outer: number, d: number, inner: number, matrix: Float64Array): void {
    const { at } = this.load(matrix, d, d);
    this.#instance.kernels.apply_inside(outer, d, inner, at, t.at);
  }

  /** x = left · right where the rows of `right` are orthonormal, as many as there are independent rows. */
  orthonormalRows(x: Matrix): { readonly left: Matrix; readonly right: Matrix } {
    const width = Math.min(x.rows, x.columns);
    const left = this.#room(x.rows, width);
    const right = this.#room(width + 1, x.columns);
    const rank = this.#instance.kernels.orthonormal_rows(x.rows, x.columns, x.at, left.at, right.at);
    const used = rank === width ? left : this.transpose({ ...this.transpose(left), rows: rank });
    return { left: used, right: { ...right, rows: rank } };
  }

  /**
   * The best approximation x ≈ left · right of at most `bond` parts, without parts whose squared norms sum up to less
   * than the share `cutoff`, scaled to norm 1.
   */
  split(x: Matrix, bond: number, cutoff: number, prefersRight: boolean): Split {
    const weighsRight = x.rows < x.columns || (x.rows === x.columns && prefersRight);
    const { bases, parts, lost } = this.#principal(weighsRight ? x : this.transpose(x), bond, cutoff);
    this.#normalise(parts);
    return weighsRight
      ? { left: this.transpose(bases), right: parts, weighsRight, lost }
      : { left: this.transpose(parts), right: bases, weighsRight, lost };
  }

  /** x ≈ basesᵀ · parts, see spectrum.c. */
  #principal(
    x: Matrix,
    bond: number,
    cutoff: number,
  ): { readonly bases: Matrix; readonly parts: Matrix; readonly lost: number } {
    const { rows: p, columns: q } = x;
    const bases = this.#room(p, p);
    const parts = this.#room(p, q);
    const lost = this.#room(1, 1);
    const work = this.#room(1, p * q + 3 * p * p + 8 * p + 3 * q);
    const { kernels, memory } = this.#instance;
    const count = kernels.principal_rows(p, q, bond, cutoff, x.at, bases.at, parts.at, lost.at, work.at);
    const [share = 0] = new Float64Array(memory.buffer, lost.at, 1);
    return { bases: { ...bases, rows: count }, parts: { ...parts, rows: count }, lost: share };
  }

  #normalise({ at, rows, columns }: Matrix): void {
    const { kernels } = this.#instance;
    const size = rows * columns;
    kernels.rescale(size, 1 / Math.sqrt(kernels.weight(size, at)), at);
  }

  #room(rows: number, columns: number): Matrix {
    const at = this.#end;
    this.#end += entryBytes * rows * columns;
    const { memory } = this.#instance;
    const missing = this.#end - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
    return { at, rows, columns };
  }
}
