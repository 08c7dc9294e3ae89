import { boys } from './boys.ts';
import { hermiteCoulomb, hermiteSpace, highestOrder } from './hermite.ts';
import { type HermiteExpansion, type PrimitivePair, type ShellPair, eachProduct } from './shell-pair.ts';
import { type Shell, basisSize } from './shell.ts';
import { TwoElectronIntegrals } from './two-electron-integrals.ts';

/** The repulsion of two charge clouds, (μν|κλ) in hartree, for all functions of a basis. */
export function repulsionIntegrals(
  shells: readonly Shell[],
  pairs: readonly ShellPair[],
): TwoElectronIntegrals {
  const integrals = new TwoElectronIntegrals(basisSize(shells));
  for (const [place, bra] of pairs.entries()) {
    for (const ket of pairs.slice(0, place + 1)) {
      const values = quartet(bra, ket);
      const columns = ket.primitives[0]?.products.length ?? 0;
      eachProduct(bra, (p, q, row) => {
        eachProduct(ket, (r, s, column) => {
          integrals.setAll(p, q, r, s, values[row * columns + column] ?? 0);
        });
      });
    }
  }
  return integrals;
}

/** The integrals of all products of two pairs of shells, those of the second pair running fastest. */
function quartet(bra: ShellPair, ket: ShellPair): Float64Array {
  const [rows, columns] = [bra.primitives[0]?.products.length ?? 0, ket.primitives[0]?.products.length ?? 0];
  const values = new Float64Array(rows * columns);
  for (const first of bra.primitives)
    for (const second of ket.primitives) addPrimitives(first, second, bra.order + ket.order, values);
  return values;
}

const boysValues = new Float64Array(highestOrder + 1);
const space = hermiteSpace();

function addPrimitives(bra: PrimitivePair, ket: PrimitivePair, order: number, values: Float64Array): void {
  const [p, q] = [bra.exponent, ket.exponent];
  const reduced = (p * q) / (p + q);
  const x = bra.centre[0] - ket.centre[0];
  const y = bra.centre[1] - ket.centre[1];
  const z = bra.centre[2] - ket.centre[2];
  boys(order, reduced * (x * x + y * y + z * z), boysValues);
  hermiteCoulomb(order, reduced, [x, y, z], boysValues, space);
  const factor = (2 * Math.PI ** 2.5) / (p * q * Math.sqrt(p + q));
  let place = 0;
  for (const first of bra.products) {
    for (const second of ket.products)
      values[place] = (values[place++] ?? 0) + factor * repulsion(first, second);
  }
}

/** Indices of Hermite integrals add like their orders. */
function repulsion(bra: HermiteExpansion, ket: HermiteExpansion): number {
  let sum = 0;
  for (let i = 0; i < bra.index.length; i++) {
    const [start, weight] = [bra.index[i] ?? 0, bra.weight[i] ?? 0];
    for (let j = 0; j < ket.index.length; j++)
      sum +=
        weight * (ket.weight[j] ?? 0) * (ket.sign[j] ?? 0) * (space.values[start + (ket.index[j] ?? 0)] ?? 0);
  }
  return sum;
}
