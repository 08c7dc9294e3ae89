import type { Point } from '../molecule.ts';
import { hermiteCoefficients, hermiteIndex } from './hermite.ts';
import { type Shell, shellSize } from './shell.ts';

/** The product of two basis functions as Hermite Gaussians: where each lies among the integrals, and how much of it. */
export interface HermiteExpansion {
  readonly index: Int32Array;
  readonly weight: Float64Array;
  /** (−1)^(t + u + v), for the second cloud of a Coulomb integral. */
  readonly sign: Float64Array;
}

/** The product of two primitives. */
export interface PrimitivePair {
  /** The sum of the exponents, bohr⁻². */
  readonly exponent: number;
  readonly centre: Point;
  /** One for each pair of functions, those of the second shell running fastest. */
  readonly products: readonly HermiteExpansion[];
}

export interface ShellPair {
  readonly first: Shell;
  readonly second: Shell;
  /** The largest order t + u + v. */
  readonly order: number;
  readonly primitives: readonly PrimitivePair[];
}

/** The powers of x, y and z of the functions of a shell. */
export function powersOf(shell: Shell): readonly Point[] {
  return shell.angular === 0
    ? [[0, 0, 0]]
    : [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ];
}

export function shellPair(first: Shell, second: Shell): ShellPair {
  const primitives = first.primitives.flatMap((a) =>
    second.primitives.map((b) => primitivePair(first, second, a, b)),
  );
  return { first, second, order: first.angular + second.angular, primitives };
}

type Primitive = Shell['primitives'][number];

function primitivePair(first: Shell, second: Shell, a: Primitive, b: Primitive): PrimitivePair {
  const exponent = a.exponent + b.exponent;
  const middle = (axis: 0 | 1 | 2) =>
    (a.exponent * first.centre[axis] + b.exponent * second.centre[axis]) / exponent;
  const centre: Point = [middle(0), middle(1), middle(2)];
  const apart = first.centre.reduce((sum, place, axis) => sum + (place - (second.centre[axis] ?? 0)) ** 2, 0);
  const factor = a.coefficient * b.coefficient * Math.exp((-a.exponent * b.exponent * apart) / exponent);
  const products = powersOf(first).flatMap((i) =>
    powersOf(second).map((j) => {
      const along = (axis: 0 | 1 | 2) =>
        hermiteCoefficients(
          i[axis],
          j[axis],
          centre[axis] - first.centre[axis],
          centre[axis] - second.centre[axis],
          exponent,
        );
      return expansion(factor, along(0), along(1), along(2));
    }),
  );
  return { exponent, centre, products };
}

function expansion(
  factor: number,
  x: readonly number[],
  y: readonly number[],
  z: readonly number[],
): HermiteExpansion {
  const parts = x.flatMap((ex, t) =>
    y.flatMap((ey, u) => z.map((ez, v) => ({ orders: [t, u, v] as const, weight: factor * ex * ey * ez }))),
  );
  return {
    index: Int32Array.from(parts, ({ orders }) => hermiteIndex(...orders)),
    weight: Float64Array.from(parts, ({ weight }) => weight),
    sign: Float64Array.from(parts, ({ orders: [t, u, v] }) => ((t + u + v) % 2 === 0 ? 1 : -1)),
  };
}

/** The pairs of shells, each once, the second never after the first. */
export function shellPairs(shells: readonly Shell[]): readonly ShellPair[] {
  return shells.flatMap((first, place) =>
    shells.slice(0, place + 1).map((second) => shellPair(first, second)),
  );
}

/** Calls `visit` with the numbers of the two functions of each product of a pair, in the order of `products`. */
export function eachProduct(
  pair: ShellPair,
  visit: (first: number, second: number, product: number) => void,
): void {
  const [rows, columns] = [shellSize(pair.first), shellSize(pair.second)];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      visit(pair.first.offset + row, pair.second.offset + column, row * columns + column);
  }
}
