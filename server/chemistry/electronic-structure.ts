import type { BasisName } from './basis-sets/index.ts';
import { type ElectronicHamiltonian, orbitalHamiltonian } from './electrons/index.ts';
import { type HartreeFock, hartreeFock } from './hartree-fock/index.ts';
import { molecularIntegrals } from './integrals/index.ts';
import { type ElectronCount, type Molecule, electronsOf } from './molecule.ts';

/** A molecule that was solved in the mean field: its energies in hartree, and its Hamiltonian over molecular orbitals. */
export interface ElectronicStructure {
  readonly hartreeFock: HartreeFock;
  readonly hamiltonian: ElectronicHamiltonian;
  readonly nuclearRepulsion: number;
}

/**
 * Solves a molecule by Hartree–Fock, restricted where no electron is unpaired. The caller looks at `hartreeFock.converged`.
 *
 * @throws {RangeError} for numbers of electrons that the charge, the spin or the basis does not allow
 */
export function electronicStructure(molecule: Molecule, basis: BasisName): ElectronicStructure {
  const electrons = electronsOf(molecule);
  if (electrons === undefined) throw new RangeError('charge and spin do not fit');
  const integrals = molecularIntegrals(molecule, basis);
  if (electrons.alpha > integrals.overlap.size) throw new RangeError('more electrons than orbitals');
  const solved = hartreeFock(integrals, molecule, electrons, { restricted: isRestricted(electrons) });
  return {
    hartreeFock: solved,
    hamiltonian: orbitalHamiltonian(integrals, solved, electrons),
    nuclearRepulsion: integrals.nuclearRepulsion,
  };
}

function isRestricted({ alpha, beta }: ElectronCount): boolean {
  return alpha === beta;
}
