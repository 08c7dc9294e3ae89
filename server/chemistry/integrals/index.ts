import type { BasisName } from '../basis-sets/index.ts';
import type { SquareMatrix } from '../linear-algebra.ts';
import { type Molecule, nuclearRepulsion } from '../molecule.ts';
import { kineticMatrix, nuclearAttraction, overlapMatrix } from './one-electron.ts';
import { shellPairs } from './shell-pair.ts';
import { type Shell, shellsOf } from './shell.ts';
import { repulsionIntegrals } from './two-electron.ts';
import type { TwoElectronIntegrals } from './two-electron-integrals.ts';

export { basisSize } from './shell.ts';
export { TwoElectronIntegrals } from './two-electron-integrals.ts';

/** All that Hartree–Fock needs to know of a molecule, over the functions of its basis; energies in hartree. */
export interface MolecularIntegrals {
  readonly shells: readonly Shell[];
  readonly overlap: SquareMatrix;
  readonly kinetic: SquareMatrix;
  readonly attraction: SquareMatrix;
  readonly repulsion: TwoElectronIntegrals;
  readonly nuclearRepulsion: number;
}

/** The integrals of a molecule in a basis set, by the McMurchie–Davidson scheme. */
export function molecularIntegrals(molecule: Molecule, basis: BasisName): MolecularIntegrals {
  const shells = shellsOf(molecule.atoms, basis);
  const pairs = shellPairs(shells);
  return {
    shells,
    overlap: overlapMatrix(shells),
    kinetic: kineticMatrix(shells),
    attraction: nuclearAttraction(shells, pairs, molecule.atoms),
    repulsion: repulsionIntegrals(shells, pairs),
    nuclearRepulsion: nuclearRepulsion(molecule.atoms),
  };
}
