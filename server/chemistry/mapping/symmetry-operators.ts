import type { SquareMatrix } from '../linear-algebra.ts';
import type { FermionMapping } from './fermion-mapping.ts';
import { type MaskedTerm, PauliPolynomial, product } from './pauli-polynomial.ts';
import { modeOf } from './qubit-hamiltonian.ts';

/** The number of electrons, Σ n. */
export function particleNumber(orbitals: number, mapping: FermionMapping): PauliPolynomial {
  const sum = new PauliPolynomial();
  for (let mode = 0; mode < 2 * orbitals; mode++) sum.addAll(mapping.number(mode));
  return sum;
}

/** The component of the spin along z, ½ Σ (n↑ − n↓). */
export function spinZ(orbitals: number, mapping: FermionMapping): PauliPolynomial {
  const sum = new PauliPolynomial();
  for (let orbital = 0; orbital < orbitals; orbital++) {
    sum.addAll(mapping.number(modeOf(orbitals, orbital, 0)), 0.5);
    sum.addAll(mapping.number(modeOf(orbitals, orbital, 1)), -0.5);
  }
  return sum;
}

/**
 * The square of the spin, S₋S₊ + S_z(S_z + 1): 0 for a singlet, 0.75 for a doublet, 2 for a triplet.
 *
 * @param overlap ⟨p↑|q↓⟩ of the orbitals
 */
export function spinSquared(
  orbitals: number,
  mapping: FermionMapping,
  overlap: SquareMatrix,
): PauliPolynomial {
  const [raising, lowering] = [new PauliPolynomial(), new PauliPolynomial()];
  for (let p = 0; p < orbitals; p++) {
    for (let q = 0; q < orbitals; q++) {
      const [up, down] = [modeOf(orbitals, p, 0), modeOf(orbitals, q, 1)];
      if (Math.abs(overlap.at(p, q)) < 1e-12) continue;
      raising.addAll(product(mapping.creation(up), mapping.annihilation(down)), overlap.at(p, q));
      lowering.addAll(product(mapping.creation(down), mapping.annihilation(up)), overlap.at(p, q));
    }
  }
  const z: readonly MaskedTerm[] = [...spinZ(orbitals, mapping)];
  const sum = new PauliPolynomial();
  sum.addProduct([...lowering], [...raising], 1);
  sum.addProduct(z, z, 1);
  sum.addAll(z);
  return sum;
}
