import type { Observable, PauliTerm } from '../../circuit/index.ts';
import type { DenseState, SignedWord } from '../state/dense-state.ts';

/** The exact expectation value of an observable: one pass over the state for each set of flipped qubits. */
export function expectationOf(state: DenseState, observable: Observable): number {
  let sum = 0;
  for (const [flips, words] of Map.groupBy(observable.terms, flipsOf))
    sum += state.expectation(flips, words.map(signedWord));
  return sum;
}

/** Bits of the qubits that a word flips: those of its X and Y. */
function flipsOf({ factors }: PauliTerm): number {
  return factors.reduce((bits, { qubit, pauli }) => (pauli === 'Z' ? bits : bits | (1 << qubit)), 0);
}

/** Y = i·X·Z: each Y gives a factor i, and each Y and Z a sign where its qubit is 1. */
function signedWord({ coefficient, factors }: PauliTerm): SignedWord {
  let [re, im] = [coefficient, 0];
  let signs = 0;
  for (const { qubit, pauli } of factors) {
    if (pauli === 'Y') [re, im] = [-im, re];
    if (pauli !== 'X') signs |= 1 << qubit;
  }
  return { re, im, signs };
}
