import type { TwoElectronIntegrals } from '../integrals/index.ts';
import type { SquareMatrix } from '../linear-algebra.ts';
import type { ElectronCount } from '../molecule.ts';

export type Spin = 0 | 1;
export const spins: readonly Spin[] = [0, 1];

/**
 * A second-quantised Hamiltonian Σ h a†a + ½ Σ (pq|rs) a†ₚ a†ᵣ aₛ a_q over orthonormal orbitals, with spin up (0) and down
 * (1) each having their own where they come from an unrestricted calculation. Energies in hartree.
 */
export interface ElectronicHamiltonian {
  /** The number of spatial orbitals. */
  readonly orbitals: number;
  readonly electrons: ElectronCount;
  /** The repulsion of the nuclei and the energy of frozen electrons. */
  readonly constant: number;
  readonly one: readonly [alpha: SquareMatrix, beta: SquareMatrix];
  readonly two: {
    readonly alphaAlpha: TwoElectronIntegrals;
    /** (pq|rs) with p and q of spin up, r and s of spin down. */
    readonly alphaBeta: TwoElectronIntegrals;
    readonly betaBeta: TwoElectronIntegrals;
  };
  /** ⟨p↑|q↓⟩ of the orbitals without spin, where it is known. */
  readonly spinOverlap?: SquareMatrix;
}

/** (pq|rs) for p, q of the first spin and r, s of the second. */
export function repulsion(
  { two }: ElectronicHamiltonian,
  [first, second]: readonly [Spin, Spin],
  p: number,
  q: number,
  r: number,
  s: number,
): number {
  if (first === second) return (first === 0 ? two.alphaAlpha : two.betaBeta).at(p, q, r, s);
  return first === 0 ? two.alphaBeta.at(p, q, r, s) : two.alphaBeta.at(r, s, p, q);
}

/** The energy of the determinant that fills the lowest orbitals, in hartree. */
export function lowestOrbitalsEnergy(hamiltonian: ElectronicHamiltonian): number {
  const filled = [hamiltonian.electrons.alpha, hamiltonian.electrons.beta] as const;
  let energy = hamiltonian.constant;
  for (const spin of spins) {
    for (let p = 0; p < filled[spin]; p++) {
      energy += hamiltonian.one[spin].at(p, p);
      for (const other of spins)
        for (let q = 0; q < filled[other]; q++) {
          energy += 0.5 * repulsion(hamiltonian, [spin, other], p, p, q, q);
          if (spin === other) energy -= 0.5 * repulsion(hamiltonian, [spin, other], p, q, q, p);
        }
    }
  }
  return energy;
}
