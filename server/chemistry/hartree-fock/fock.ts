import type { TwoElectronIntegrals } from '../integrals/index.ts';
import { SquareMatrix, generate } from '../linear-algebra.ts';

/** The density Σ C C† of the lowest `occupied` orbitals, which are columns. */
export function density(orbitals: SquareMatrix, occupied: number): SquareMatrix {
  return generate(orbitals.size, (row, column) => {
    let sum = 0;
    for (let place = 0; place < occupied; place++)
      sum += orbitals.at(row, place) * orbitals.at(column, place);
    return sum;
  });
}

/** The Coulomb matrix J of a density, Σ (μν|κλ) D. */
export function coulomb(integrals: TwoElectronIntegrals, of: SquareMatrix): SquareMatrix {
  const { size, values } = integrals;
  const matrix = new SquareMatrix(size);
  const block = size * size;
  for (let pair = 0; pair < block; pair++) {
    let sum = 0;
    for (let other = 0; other < block; other++)
      sum += (values[pair * block + other] ?? 0) * (of.values[other] ?? 0);
    matrix.values[pair] = sum;
  }
  return matrix;
}

/** The exchange matrix K of a density, Σ (μκ|λν) D. */
export function exchange(integrals: TwoElectronIntegrals, of: SquareMatrix): SquareMatrix {
  return generate(integrals.size, (row, column) => {
    let sum = 0;
    for (let a = 0; a < integrals.size; a++)
      for (let b = 0; b < integrals.size; b++) sum += integrals.at(row, a, b, column) * of.at(a, b);
    return sum;
  });
}
