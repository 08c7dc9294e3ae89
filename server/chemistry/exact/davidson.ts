import { SquareMatrix, symmetricEigensystem } from '../linear-algebra.ts';

/** A real symmetric operator that is known by what it does to vectors. */
export interface SymmetricOperator {
  readonly size: number;
  /** Its diagonal, which tells where the search goes. */
  readonly diagonal: Float64Array;
  apply(vector: Float64Array): Float64Array;
}

export interface Eigenpair {
  readonly value: number;
  readonly vector: Float64Array;
  /** ‖Av − λv‖; the error of the eigenvalue is of the order of its square over the gap. */
  readonly residual: number;
  readonly converged: boolean;
}

export interface DavidsonOptions {
  readonly tolerance?: number;
  readonly maximumIterations?: number;
  /** How many vectors are kept before the search restarts from the best. */
  readonly subspace?: number;
}

interface Subspace {
  readonly vectors: Float64Array[];
  readonly images: Float64Array[];
}

/**
 * The lowest eigenvalue by Davidson's method (Journal of Computational Physics 17, 87 (1975)), from the lowest diagonal
 * element and a little of every other, so that no sector is missed.
 */
export function lowestEigenpair(
  operator: SymmetricOperator,
  { tolerance = 1e-8, maximumIterations = 500, subspace = 16 }: DavidsonOptions = {},
): Eigenpair {
  const space: Subspace = { vectors: [], images: [] };
  extend(space, operator, start(operator.diagonal));
  for (let iteration = 0; ; iteration++) {
    const best = ritzPair(space);
    const residual = best.image.map((value, place) => value - best.value * (best.vector[place] ?? 0));
    const size = norm(residual);
    const exhausted = space.vectors.length >= operator.size;
    if (size < tolerance || exhausted || iteration >= maximumIterations)
      return {
        value: best.value,
        vector: best.vector,
        residual: size,
        converged: size < tolerance || exhausted,
      };
    if (space.vectors.length >= subspace) restart(space, best);
    if (!extend(space, operator, preconditioned(residual, best.value, operator.diagonal)))
      extend(space, operator, residual);
  }
}

/** Adds the part of a vector that is orthogonal to the space; false where there is none. */
function extend(space: Subspace, operator: SymmetricOperator, vector: Float64Array): boolean {
  const scale = norm(vector);
  if (scale === 0) return false;
  const fresh = vector.map((value) => value / scale);
  for (let pass = 0; pass < 2; pass++)
    for (const old of space.vectors) addScaled(fresh, old, -dot(fresh, old));
  const left = norm(fresh);
  if (left < 1e-10) return false;
  const unit = fresh.map((value) => value / left);
  space.vectors.push(unit);
  space.images.push(operator.apply(unit));
  return true;
}

/** The best approximation to the lowest eigenvector within the space. */
function ritzPair({ vectors, images }: Subspace) {
  const matrix = new SquareMatrix(vectors.length);
  for (const [row, vector] of vectors.entries())
    for (const [column, image] of images.entries()) matrix.set(row, column, dot(vector, image));
  const { values, vectors: weights } = symmetricEigensystem(matrix);
  const combined = (of: readonly Float64Array[]) => {
    const sum = new Float64Array(of[0]?.length ?? 0);
    for (const [place, part] of of.entries()) addScaled(sum, part, weights.at(place, 0));
    return sum;
  };
  return { value: values[0] ?? 0, vector: combined(vectors), image: combined(images) };
}

function restart(
  space: Subspace,
  best: { readonly vector: Float64Array; readonly image: Float64Array },
): void {
  space.vectors.splice(0, Infinity, best.vector);
  space.images.splice(0, Infinity, best.image);
}

function preconditioned(residual: Float64Array, value: number, diagonal: Float64Array): Float64Array {
  return residual.map((part, place) => {
    const gap = (diagonal[place] ?? 0) - value;
    return part / (Math.abs(gap) < 1e-4 ? Math.sign(gap || 1) * 1e-4 : gap);
  });
}

/** How much of the first vector lies outside its largest element. */
const scattered = 0.1;

/**
 * The lowest diagonal element, and some of everything: were the first vector an eigenvector, which a single element can be, the
 * search would end there. The numbers have no pattern and are the same every time: fractional parts of n² times the golden ratio.
 */
function start(diagonal: Float64Array): Float64Array {
  const vector = diagonal.map((_, place) => (((place + 1) ** 2 * 0.618_033_988_749_895) % 1) - 0.5);
  const scale = scattered / norm(vector);
  const lowest = diagonal.indexOf(diagonal.reduce((least, value) => Math.min(least, value), Infinity));
  return vector.map((value, place) => scale * value + (place === lowest ? 1 : 0));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let place = 0; place < a.length; place++) sum += (a[place] ?? 0) * (b[place] ?? 0);
  return sum;
}

function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

function addScaled(to: Float64Array, from: Float64Array, factor: number): void {
  for (let place = 0; place < to.length; place++) to[place] = (to[place] ?? 0) + factor * (from[place] ?? 0);
}
