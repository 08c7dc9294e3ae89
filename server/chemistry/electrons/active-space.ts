import { TwoElectronIntegrals } from '../integrals/index.ts';
import { type SquareMatrix, generate } from '../linear-algebra.ts';
import { type ElectronicHamiltonian, type Spin, repulsion, spins } from './electronic-hamiltonian.ts';

/** Which orbitals stay: those before are kept doubly occupied, those after are kept empty. */
export interface ActiveSpace {
  /** Doubly occupied orbitals, the lowest ones, whose electrons become a mean field. */
  readonly frozen: number;
  /** The number of orbitals after them that stay. */
  readonly orbitals: number;
}

/** The active space of that many electrons in that many orbitals, or undefined where a molecule has none such. */
export function activeSpaceOf(
  { electrons: { alpha, beta }, orbitals }: ElectronicHamiltonian,
  activeElectrons: number,
  activeOrbitals: number,
): ActiveSpace | undefined {
  const frozen = (alpha + beta - activeElectrons) / 2;
  const fits =
    Number.isInteger(frozen) && frozen >= 0 && frozen <= beta && frozen + activeOrbitals <= orbitals;
  return fits && alpha - frozen <= activeOrbitals && activeElectrons > 0
    ? { frozen, orbitals: activeOrbitals }
    : undefined;
}

/** The Hamiltonian of the active electrons in the mean field of the frozen ones. */
export function withinActiveSpace(
  hamiltonian: ElectronicHamiltonian,
  { frozen, orbitals }: ActiveSpace,
): ElectronicHamiltonian {
  const { electrons, two, spinOverlap } = hamiltonian;
  const block = (matrix: SquareMatrix) => generate(orbitals, (p, q) => matrix.at(frozen + p, frozen + q));
  const meanField = (spin: Spin) =>
    generate(
      orbitals,
      (p, q) =>
        hamiltonian.one[spin].at(frozen + p, frozen + q) +
        fieldOf(hamiltonian, frozen, spin, frozen + p, frozen + q),
    );
  return {
    orbitals,
    electrons: { alpha: electrons.alpha - frozen, beta: electrons.beta - frozen },
    constant: frozenEnergy(hamiltonian, frozen),
    one: [meanField(0), meanField(1)],
    two: {
      alphaAlpha: fourIndexBlock(two.alphaAlpha, frozen, orbitals),
      alphaBeta: fourIndexBlock(two.alphaBeta, frozen, orbitals),
      betaBeta: fourIndexBlock(two.betaBeta, frozen, orbitals),
    },
    ...(spinOverlap === undefined ? {} : { spinOverlap: block(spinOverlap) }),
  };
}

/** The Coulomb and exchange energy of an electron between two orbitals with the frozen ones. */
function fieldOf(
  hamiltonian: ElectronicHamiltonian,
  frozen: number,
  spin: Spin,
  p: number,
  q: number,
): number {
  let field = 0;
  for (let core = 0; core < frozen; core++) {
    for (const other of spins) field += repulsion(hamiltonian, [spin, other], p, q, core, core);
    field -= repulsion(hamiltonian, [spin, spin], p, core, core, q);
  }
  return field;
}

function frozenEnergy(hamiltonian: ElectronicHamiltonian, frozen: number): number {
  let energy = hamiltonian.constant;
  for (const spin of spins) {
    for (let core = 0; core < frozen; core++)
      energy += hamiltonian.one[spin].at(core, core) + 0.5 * fieldOf(hamiltonian, frozen, spin, core, core);
  }
  return energy;
}

function fourIndexBlock(two: TwoElectronIntegrals, from: number, size: number): TwoElectronIntegrals {
  const block = new TwoElectronIntegrals(size);
  for (let p = 0; p < size; p++) {
    for (let q = 0; q < size; q++) {
      for (let r = 0; r < size; r++)
        for (let s = 0; s < size; s++) block.set(p, q, r, s, two.at(from + p, from + q, from + r, from + s));
    }
  }
  return block;
}
