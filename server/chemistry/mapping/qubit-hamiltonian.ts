import { type ElectronicHamiltonian, type Spin, repulsion, spins } from '../electrons/index.ts';
import type { FermionMapping } from './fermion-mapping.ts';
import { type MaskedTerm, PauliPolynomial, product } from './pauli-polynomial.ts';

/** Spin orbitals in blocks: all of spin up, then all of spin down. */
export function modeOf(orbitals: number, orbital: number, spin: Spin): number {
  return spin * orbitals + orbital;
}

/** The modes that are occupied when the lowest orbitals are filled, as a mask. */
export function lowestModes({ orbitals, electrons }: ElectronicHamiltonian): number {
  return 2 ** electrons.alpha - 1 + 2 ** orbitals * (2 ** electrons.beta - 1);
}

/** A pair of orbitals of one spin, p ≥ q, and a†ₚa_q + a†_qaₚ, or the occupation where p = q. */
interface Excitation {
  readonly spin: Spin;
  readonly p: number;
  readonly q: number;
  readonly terms: readonly MaskedTerm[];
}

/** The electronic Hamiltonian on qubits, the constant included. */
export function qubitHamiltonian(
  hamiltonian: ElectronicHamiltonian,
  mapping: FermionMapping,
): PauliPolynomial {
  const sum = new PauliPolynomial();
  sum.add(0, 0, hamiltonian.constant);
  const excitations = spins.flatMap((spin) => excitationsOf(hamiltonian.orbitals, spin, mapping));
  for (const first of excitations) {
    sum.addAll(first.terms, effectiveHopping(hamiltonian, first));
    for (const second of excitations) {
      const { p, q } = first;
      const size = repulsion(hamiltonian, [first.spin, second.spin], p, q, second.p, second.q);
      if (size !== 0) sum.addProduct(first.terms, second.terms, size / 2);
    }
  }
  return sum;
}

function excitationsOf(orbitals: number, spin: Spin, mapping: FermionMapping): readonly Excitation[] {
  const hop = (p: number, q: number) =>
    product(mapping.creation(modeOf(orbitals, p, spin)), mapping.annihilation(modeOf(orbitals, q, spin)));
  return Array.from({ length: orbitals }, (_, p) =>
    Array.from({ length: p + 1 }, (__, q) => {
      const both = new PauliPolynomial();
      both.addAll(hop(p, q));
      if (p !== q) both.addAll(hop(q, p));
      return { spin, p, q, terms: [...both].filter(({ coefficient }) => coefficient !== 0) };
    }),
  ).flat();
}

/** h less what ordering a†a a†a as a†a†aa takes away: ½ Σᵣ (pr|rq). */
function effectiveHopping(hamiltonian: ElectronicHamiltonian, { spin, p, q }: Excitation): number {
  let size = hamiltonian.one[spin].at(p, q);
  for (let r = 0; r < hamiltonian.orbitals; r++)
    size -= 0.5 * repulsion(hamiltonian, [spin, spin], p, r, r, q);
  return size;
}
