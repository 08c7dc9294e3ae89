import type { PauliTerm } from '../../circuit/index.ts';
import type { DenseState } from '../state/dense-state.ts';
import { type WordGroup, wordBytes } from '../state/word-groups.ts';

/** A Pauli word times i^turns. */
export interface TurnedTerm extends PauliTerm {
  readonly turns?: number;
}

/** A sum of Pauli words as the kernels take it: one group for each set of flipped qubits, one pass over a state each. */
export function wordGroups(terms: readonly TurnedTerm[]): readonly WordGroup[] {
  return [...Map.groupBy(terms, flipsOf)].map(([flips, words]) => ({ flips, words: encoded(words) }));
}

/** The exact expectation value of a sum of words. */
export function expectationOf(state: DenseState, groups: readonly WordGroup[]): number {
  return groups.reduce((sum, group) => sum + state.expectation(group), 0);
}

/** Bits of the qubits that a word flips: those of its X and Y. */
export function flipsOf({ factors }: PauliTerm): number {
  return factors.reduce((bits, { qubit, pauli }) => (pauli === 'Z' ? bits : bits | (1 << qubit)), 0);
}

function encoded(terms: readonly TurnedTerm[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(wordBytes * terms.length));
  for (const [place, term] of terms.entries()) encode(term, view, wordBytes * place);
  return new Uint8Array(view.buffer);
}

/** Y = i·X·Z: each Y gives a factor i, and each Y and Z a sign where its qubit is 1. */
function encode({ coefficient, factors, turns = 0 }: TurnedTerm, view: DataView, at: number): void {
  let quarter = turns;
  let signs = 0;
  for (const { qubit, pauli } of factors) {
    if (pauli === 'Y') quarter++;
    if (pauli !== 'X') signs |= 1 << qubit;
  }
  const sign = quarter & 2 ? -coefficient : coefficient;
  view.setFloat64(at, quarter & 1 ? 0 : sign, true);
  view.setFloat64(at + 8, quarter & 1 ? sign : 0, true);
  view.setUint32(at + 16, signs, true);
}
