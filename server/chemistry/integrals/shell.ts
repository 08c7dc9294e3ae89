import { type BasisName, basisSets } from '../basis-sets/index.ts';
import type { Atom, Point } from '../molecule.ts';

/** An exponent in bohr⁻² and the coefficient of the Gaussian before its angular part, norms included. */
export interface Primitive {
  readonly exponent: number;
  readonly coefficient: number;
}

/** One s function or the three p functions (x, y, z) with a common radial part. */
export interface Shell {
  readonly centre: Point;
  readonly angular: 0 | 1;
  readonly primitives: readonly Primitive[];
  /** The number of the first of its functions among all. */
  readonly offset: number;
}

/** The number of functions of a shell. */
export function shellSize(shell: Shell): number {
  return 2 * shell.angular + 1;
}

/** The number of functions of a basis. */
export function basisSize(shells: readonly Shell[]): number {
  return shells.reduce((size, shell) => size + shellSize(shell), 0);
}

/** The shells of a basis set on the atoms of a molecule. */
export function shellsOf(atoms: readonly Atom[], basis: BasisName): readonly Shell[] {
  const shells: Shell[] = [];
  const place = (centre: Point, angular: 0 | 1, exponents: readonly number[], given: readonly number[]) => {
    const primitives = normalised(angular, exponents, given);
    shells.push({ centre, angular, primitives, offset: basisSize(shells) });
  };
  for (const { element, position } of atoms) {
    for (const { exponents, s, p } of basisSets[basis][element]) {
      place(position, 0, exponents, s);
      if (p !== undefined) place(position, 1, exponents, p);
    }
  }
  return shells;
}

/** Coefficients of normalised primitives, turned into those of bare Gaussians of a function with norm 1. */
function normalised(
  angular: 0 | 1,
  exponents: readonly number[],
  given: readonly number[],
): readonly Primitive[] {
  const bare = exponents.map((exponent, place) => ({
    exponent,
    coefficient: (given[place] ?? 0) * ((2 * exponent) / Math.PI) ** 0.75 * (4 * exponent) ** (angular / 2),
  }));
  let norm = 0;
  for (const a of bare)
    for (const b of bare) norm += a.coefficient * b.coefficient * selfOverlap(angular, a, b);
  return bare.map(({ exponent, coefficient }) => ({ exponent, coefficient: coefficient / Math.sqrt(norm) }));
}

/** ∫ xˡ xˡ e^(−(α + β) r²) d³r */
function selfOverlap(angular: 0 | 1, a: Primitive, b: Primitive): number {
  const sum = a.exponent + b.exponent;
  return (Math.PI / sum) ** 1.5 / (2 * sum) ** angular;
}
