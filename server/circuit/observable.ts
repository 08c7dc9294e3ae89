import type { Span } from '../base/index.ts';

export type Pauli = 'X' | 'Y' | 'Z';

/** A Pauli operator on one qubit of a circuit. */
export interface PauliFactor {
  readonly qubit: number;
  readonly pauli: Pauli;
}

/** `coefficient` times a product of Pauli operators on distinct qubits, in ascending order; no factor means the identity. */
export interface PauliTerm {
  readonly coefficient: number;
  readonly factors: readonly PauliFactor[];
}

/** A Hermitian observable: a real sum of Pauli words, each word at most once. */
export interface Observable {
  readonly name: string;
  readonly terms: readonly PauliTerm[];
  readonly span: Span;
}

/** The number of qubits that a circuit needs for this observable to make sense. */
export function observableWidth(observable: Observable): number {
  return observable.terms.reduce(
    (width, term) => term.factors.reduce((most, factor) => Math.max(most, factor.qubit + 1), width),
    0,
  );
}
