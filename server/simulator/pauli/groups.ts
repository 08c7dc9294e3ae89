import type { Observable, Pauli, PauliTerm } from '../../circuit/index.ts';

/** Terms that can be read off the same shots, because no two of them ask for different Pauli operators on a qubit. */
export interface TermGroup {
  readonly basis: ReadonlyMap<number, Pauli>;
  readonly terms: readonly PauliTerm[];
}

/** Sorts the terms into groups that commute qubit by qubit, each into the first that it fits; the identity is left out. */
export function groupTerms({ terms }: Observable): readonly TermGroup[] {
  const groups: { basis: Map<number, Pauli>; terms: PauliTerm[] }[] = [];
  for (const term of terms) {
    if (term.factors.length === 0) continue;
    let group = groups.find(({ basis }) => fits(term, basis));
    if (group === undefined) groups.push((group = { basis: new Map(), terms: [] }));
    group.terms.push(term);
    for (const { qubit, pauli } of term.factors) group.basis.set(qubit, pauli);
  }
  return groups;
}

function fits({ factors }: PauliTerm, basis: ReadonlyMap<number, Pauli>): boolean {
  return factors.every(({ qubit, pauli }) => (basis.get(qubit) ?? pauli) === pauli);
}

/** The sum of the coefficients of the terms without any factor. */
export function identityPart({ terms }: Observable): number {
  return terms.reduce((sum, { coefficient, factors }) => (factors.length === 0 ? sum + coefficient : sum), 0);
}
