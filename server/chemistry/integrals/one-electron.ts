import { atomicNumber } from '../elements.ts';
import { SquareMatrix } from '../linear-algebra.ts';
import type { Atom } from '../molecule.ts';
import { boys } from './boys.ts';
import { hermiteCoefficients, hermiteCoulomb, hermiteSpace, highestOrder } from './hermite.ts';
import { type PrimitivePair, type ShellPair, eachProduct, powersOf } from './shell-pair.ts';
import { type Shell, basisSize } from './shell.ts';

/** The integrals ⟨μ|ν⟩. */
export function overlapMatrix(shells: readonly Shell[]): SquareMatrix {
  return bySeparation(shells, ({ overlap }) => overlap[0] * overlap[1] * overlap[2]);
}

/** The integrals ⟨μ|−½∇²|ν⟩ in hartree. */
export function kineticMatrix(shells: readonly Shell[]): SquareMatrix {
  return bySeparation(
    shells,
    ({ overlap: [x, y, z], kinetic: [tx, ty, tz] }) => tx * y * z + x * ty * z + x * y * tz,
  );
}

type Triple = readonly [number, number, number];

/** The overlap and the kinetic energy of two primitives along each axis, without the factors common to all. */
interface AxisIntegrals {
  readonly overlap: Triple;
  readonly kinetic: Triple;
}

/** Integrals of bare Gaussians that are made of integrals along the three axes. */
function bySeparation(shells: readonly Shell[], combine: (axes: AxisIntegrals) => number): SquareMatrix {
  const matrix = new SquareMatrix(basisSize(shells));
  for (const first of shells) {
    for (const second of shells) {
      for (const [row, i] of powersOf(first).entries()) {
        for (const [column, j] of powersOf(second).entries())
          matrix.set(first.offset + row, second.offset + column, contracted(first, second, i, j, combine));
      }
    }
  }
  return matrix;
}

function contracted(
  first: Shell,
  second: Shell,
  i: Triple,
  j: Triple,
  combine: (axes: AxisIntegrals) => number,
): number {
  let sum = 0;
  for (const a of first.primitives) {
    for (const b of second.primitives) {
      const along = (axis: 0 | 1 | 2) =>
        axisIntegrals(first, second, a.exponent, b.exponent, axis, i[axis], j[axis]);
      const [x, y, z] = [along(0), along(1), along(2)];
      const overlap: Triple = [x.overlap, y.overlap, z.overlap];
      sum += a.coefficient * b.coefficient * combine({ overlap, kinetic: [x.kinetic, y.kinetic, z.kinetic] });
    }
  }
  return sum;
}

/** ∂² lowers and raises the power of the second function: Helgaker, Jørgensen and Olsen, equation 9.3.40. */
function axisIntegrals(
  first: Shell,
  second: Shell,
  a: number,
  b: number,
  axis: 0 | 1 | 2,
  i: number,
  j: number,
): { readonly overlap: number; readonly kinetic: number } {
  const sum = a + b;
  const apart = first.centre[axis] - second.centre[axis];
  const factor = Math.exp((-a * b * apart ** 2) / sum) * Math.sqrt(Math.PI / sum);
  const overlap = (power: number) =>
    power < 0
      ? 0
      : factor * (hermiteCoefficients(i, power, (-b * apart) / sum, (a * apart) / sum, sum)[0] ?? 0);
  const kinetic =
    -2 * b ** 2 * overlap(j + 2) + b * (2 * j + 1) * overlap(j) - 0.5 * j * (j - 1) * overlap(j - 2);
  return { overlap: overlap(j), kinetic };
}

/** The attraction of the nuclei, ⟨μ|−Σ Z/r|ν⟩ in hartree. */
export function nuclearAttraction(
  shells: readonly Shell[],
  pairs: readonly ShellPair[],
  atoms: readonly Atom[],
): SquareMatrix {
  const matrix = new SquareMatrix(basisSize(shells));
  for (const pair of pairs) {
    const products = new Float64Array(pair.primitives[0]?.products.length ?? 0);
    for (const primitive of pair.primitives)
      for (const atom of atoms) addAttraction(primitive, pair.order, atom, products);
    eachProduct(pair, (row, column, place) => {
      matrix.set(row, column, products[place] ?? 0);
      matrix.set(column, row, products[place] ?? 0);
    });
  }
  return matrix;
}

const boysValues = new Float64Array(highestOrder + 1);
const space = hermiteSpace();

function addAttraction(
  { exponent, centre, products }: PrimitivePair,
  order: number,
  { element, position }: Atom,
  sums: Float64Array,
): void {
  const apart: Triple = [centre[0] - position[0], centre[1] - position[1], centre[2] - position[2]];
  boys(order, exponent * apart.reduce((sum, value) => sum + value ** 2, 0), boysValues);
  hermiteCoulomb(order, exponent, apart, boysValues, space);
  const factor = (-2 * Math.PI * atomicNumber(element)) / exponent;
  for (const [place, { index, weight }] of products.entries()) {
    let sum = 0;
    for (let part = 0; part < index.length; part++)
      sum += (weight[part] ?? 0) * (space.values[index[part] ?? 0] ?? 0);
    sums[place] = (sums[place] ?? 0) + factor * sum;
  }
}
