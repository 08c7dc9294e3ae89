import type { Pauli, PauliTerm } from '../../circuit/index.ts';

/** Neighbours on a line, or on a ring; two sites have one bond either way. */
export function chainBonds(sites: number, periodic: boolean): readonly (readonly [number, number])[] {
  const closes = periodic && sites > 2;
  return Array.from({ length: sites - 1 + (closes ? 1 : 0) }, (_, site) => [site, (site + 1) % sites]);
}

/** A product of one letter on two qubits. */
function pair(coefficient: number, pauli: Pauli, [a, b]: readonly [number, number]): PauliTerm {
  const factors = [Math.min(a, b), Math.max(a, b)].map((qubit) => ({ qubit, pauli }));
  return { coefficient, factors };
}

function fields(sites: number, coefficient: number, pauli: Pauli): readonly PauliTerm[] {
  return Array.from({ length: sites }, (_, qubit) => ({ coefficient, factors: [{ qubit, pauli }] }));
}

function nonzero(terms: readonly PauliTerm[]): readonly PauliTerm[] {
  return terms.filter(({ coefficient }) => coefficient !== 0);
}

/** The Ising chain in a transverse field, −J Σ ZZ − h Σ X. */
export function isingChain(
  sites: number,
  coupling: number,
  field: number,
  periodic: boolean,
): readonly PauliTerm[] {
  const bonds = chainBonds(sites, periodic).map((bond) => pair(-coupling, 'Z', bond));
  return nonzero([...bonds, ...fields(sites, -field, 'X')]);
}

/** The Heisenberg chain J Σ (XX + YY + Δ ZZ) + h Σ Z, in Pauli operators; spins of ½ have a quarter of J. */
export function heisenbergChain(
  sites: number,
  coupling: number,
  anisotropy: number,
  field: number,
  periodic: boolean,
): readonly PauliTerm[] {
  const bonds = chainBonds(sites, periodic).flatMap((bond) => [
    pair(coupling, 'X', bond),
    pair(coupling, 'Y', bond),
    pair(coupling * anisotropy, 'Z', bond),
  ]);
  return nonzero([...bonds, ...fields(sites, field, 'Z')]);
}
