import { once } from '../../base/index.ts';
import type { Pauli, PauliFactor, PauliTerm } from '../../circuit/index.ts';
import type { WantedEstimate } from '../method.ts';
import type { Estimate } from '../simulator.ts';
import type { TurnedTerm } from './words.ts';

/** A sum of more words is not multiplied out. */
const mostWords = 100;

/** A square of more words is not looked at: it would take many times as long as the expectation value. */
const mostSquareWords = 500;

/** The words of H†H for the observable H behind a run; nothing where no variance is wanted, or it would take too long. */
export function squareOf(wanted: WantedEstimate): readonly PauliTerm[] | undefined {
  return wanted.hasVariance === true ? squares(wanted) : undefined;
}

const squares = once(({ observable, scattered = [] }: WantedEstimate) => {
  const parts: readonly (readonly TurnedTerm[])[] = [observable.terms, ...scattered];
  if (parts.reduce((sum, { length }) => sum + length, 0) > mostWords) return undefined;
  const words = new Map<string, PauliTerm>();
  for (const part of parts) addSquare(words, part);
  return words.size > mostSquareWords ? undefined : [...words.values()];
});

/** An exact expectation value, with the variance where that of the square is known. */
export function exactEstimate(value: number, square: number | undefined): Estimate {
  if (square === undefined) return { value, stderr: 0 };
  return { value, stderr: 0, variance: Math.max(0, square - value * value) };
}

/** Adds the words of A†A for a sum A of words; products of words that anticommute cancel each other. */
function addSquare(words: Map<string, PauliTerm>, terms: readonly TurnedTerm[]): void {
  for (const [place, term] of terms.entries()) {
    add(words, term.coefficient ** 2, []);
    for (const other of terms.slice(place + 1)) {
      const { factors, turns } = product(term, other);
      const quarter = (turns + (other.turns ?? 0) - (term.turns ?? 0)) & 3;
      const both = 2 * term.coefficient * other.coefficient;
      if (quarter % 2 === 0) add(words, quarter === 0 ? both : -both, factors);
    }
  }
}

function add(words: Map<string, PauliTerm>, coefficient: number, factors: readonly PauliFactor[]): void {
  const key = factors.map(({ qubit, pauli }) => `${pauli}${qubit}`).join(' ');
  words.set(key, { coefficient: coefficient + (words.get(key)?.coefficient ?? 0), factors });
}

const order: readonly Pauli[] = ['X', 'Y', 'Z'];

/** The product of two words without their coefficients: a word times i^turns. */
function product(
  a: PauliTerm,
  b: PauliTerm,
): { readonly factors: readonly PauliFactor[]; readonly turns: number } {
  const letters = new Map(a.factors.map(({ qubit, pauli }) => [qubit, pauli]));
  let turns = 0;
  for (const { qubit, pauli } of b.factors) {
    const left = letters.get(qubit);
    if (left === pauli) letters.delete(qubit);
    else if (left === undefined) letters.set(qubit, pauli);
    else {
      // XY = iZ and on around the circle.
      const step = (order.indexOf(pauli) - order.indexOf(left) + 3) % 3;
      turns += step === 1 ? 1 : 3;
      letters.set(qubit, order[(order.indexOf(left) + 2 * step) % 3] ?? 'X');
    }
  }
  const factors = [...letters]
    .map(([qubit, pauli]) => ({ qubit, pauli }))
    .toSorted((p, q) => p.qubit - q.qubit);
  return { factors, turns };
}
