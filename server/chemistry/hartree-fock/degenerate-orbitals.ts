import { SquareMatrix, generate, symmetricEigensystem, transformed } from '../linear-algebra.ts';

/** Orbital energies, in hartree, closer than this belong together. */
const degenerate = 1e-6;

/**
 * Turns orbitals of equal energy so that each keeps to a direction in space where it can, such as πₓ and π_y. Any rotation
 * among them is as good for energies, but only orbitals that keep the symmetry leave most integrals zero.
 *
 * @param orbitals in the orthonormalised basis, as columns
 * @param directions a number for each basis function that differs between s, x, y and z
 */
export function alignDegenerate(
  orbitals: SquareMatrix,
  energies: Float64Array,
  directions: readonly number[],
): SquareMatrix {
  const turned = new SquareMatrix(orbitals.size, orbitals.values.slice());
  for (let start = 0, end = 1; start < energies.length; start = end++) {
    while (end < energies.length && Math.abs((energies[end] ?? 0) - (energies[start] ?? 0)) < degenerate)
      end++;
    if (end - start > 1) turn(turned, start, end, directions);
  }
  return turned;
}

/** Diagonalises the directions among the orbitals `start` to `end` − 1. */
function turn(orbitals: SquareMatrix, start: number, end: number, directions: readonly number[]): void {
  const { size } = orbitals;
  const weights = transformed(
    generate(size, (row, column) => (row === column ? (directions[row] ?? 0) : 0)),
    orbitals,
  );
  const within = generate(end - start, (row, column) => weights.at(start + row, start + column));
  const { vectors } = symmetricEigensystem(within);
  const before = new SquareMatrix(size, orbitals.values.slice());
  for (let row = 0; row < size; row++) {
    for (let column = start; column < end; column++) {
      let sum = 0;
      for (let place = start; place < end; place++)
        sum += before.at(row, place) * vectors.at(place - start, column - start);
      orbitals.set(row, column, sum);
    }
  }
}
