import type { Observable, Pauli, PauliTerm } from '../../circuit/index.ts';

/** Terms that can be read off the same shots, because no two of them ask for different Pauli operators on a qubit. */
export interface TermGroup {
  readonly basis: ReadonlyMap<number, Pauli>;
  readonly terms: readonly PauliTerm[];
}

/**
 * Sorts the terms into groups that commute qubit by qubit, the heaviest first and each into the first group that it
 * fits (sorted insertion, Crawford et al., arXiv:1908.06942); the identity is left out.
 */
export function groupTerms({ terms }: Observable): readonly TermGroup[] {
  const groups: { basis: Map<number, Pauli>; terms: PauliTerm[] }[] = [];
  const heaviest = terms.toSorted((a, b) => Math.abs(b.coefficient) - Math.abs(a.coefficient));
  for (const term of heaviest) {
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

/**
 * Divides shots among groups, in proportion to the spread that a group would have if its words were independent and
 * spread as far as they can: the square root of the sum of its squared coefficients. Each group gets at least one.
 */
export function allotShots(groups: readonly TermGroup[], shots: number): readonly number[] {
  const spreads = groups.map(({ terms }) =>
    Math.sqrt(terms.reduce((sum, { coefficient }) => sum + coefficient ** 2, 0)),
  );
  const total = spreads.reduce((sum, spread) => sum + spread, 0);
  const free = Math.max(0, shots - groups.length);
  let ahead = 0;
  let given = 0;
  return spreads.map((spread) => {
    ahead += total === 0 ? 0 : (free * spread) / total;
    const share = Math.round(ahead) - given;
    given += share;
    return 1 + share;
  });
}
