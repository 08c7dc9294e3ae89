import { type Complex, type Matrix, cx, matrices } from '../../base/index.ts';

/** A two-qubit gate with one entry in each column: index k goes to `to[k]`, times `factors[k]`. */
export interface Monomial {
  readonly to: readonly number[];
  readonly factors: readonly Complex[];
}

const indices = [0, 1, 2, 3];

const unchanged: Monomial = { to: indices, factors: indices.map(() => cx.one) };

export const exchange: Monomial = { ...unchanged, to: [0, 2, 1, 3] };

/** The product: first `before`, then `after`. */
export function followed(before: Monomial, after: Monomial): Monomial {
  return {
    to: before.to.map((row) => after.to[row] ?? 0),
    factors: before.factors.map((factor, k) =>
      cx.multiply(factor, after.factors[before.to[k] ?? 0] ?? cx.one),
    ),
  };
}

/** diag(left), then perhaps a flip, on the qubit at a place of the index. */
export function onPlace(place: number, left: readonly [Complex, Complex], flips: boolean): Monomial {
  return {
    to: indices.map((k) => (flips ? k ^ (1 << place) : k)),
    factors: indices.map((k) => left[(k >> place) & 1] ?? cx.one),
  };
}

export function diagonal(factors: readonly Complex[]): Monomial {
  return { to: indices, factors };
}

/** A flip of the qubit at `place` where the other one has the value `value`. */
export function controlledFlip(place: number, value: number): Monomial {
  const to = indices.map((k) => (((k >> (1 - place)) & 1) === value ? k ^ (1 << place) : k));
  return { ...unchanged, to };
}

export function keepsOrder({ to }: Monomial): boolean {
  return to.every((row, k) => row === k);
}

/** The place of the flipped qubit and the other qubit's value, where the gate is a controlled flip and nothing else. */
export function flipOf({ to, factors }: Monomial): { place: number; value: number } | undefined {
  if (!factors.every(({ re, im }) => re === 1 && im === 0)) return undefined;
  for (const place of [0, 1])
    for (const value of [0, 1])
      if (controlledFlip(place, value).to.every((row, k) => row === to[k])) return { place, value };
  return undefined;
}

export function matrixOf({ to, factors }: Monomial): Matrix {
  return matrices.generate(4, (row, column) => (to[column] === row ? (factors[column] ?? cx.zero) : cx.zero));
}
