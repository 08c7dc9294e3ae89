import type { PauliTerm } from '../../circuit/index.ts';
import { parity } from '../mapping/index.ts';
import { type DavidsonOptions, type Eigenpair, type SymmetricOperator, lowestEigenpair } from './davidson.ts';

/** The words with the same X mask: where they take a basis state, and with what factor. */
interface Flip {
  readonly x: number;
  readonly words: readonly { readonly z: number; readonly coefficient: number }[];
  /** Whether the words have an odd number of Y, so that their elements are imaginary. */
  readonly imaginary: boolean;
}

/** The most qubits whose states are kept. */
export const maximumExactQubits = 20;

/**
 * The lowest eigenvalue of a sum of Pauli words over all states of its qubits, whatever their number of particles.
 *
 * @throws {RangeError} for more than `maximumExactQubits` qubits
 */
export function lowestEigenvalue(
  terms: readonly PauliTerm[],
  qubits: number,
  options: DavidsonOptions = {},
): Eigenpair {
  if (qubits > maximumExactQubits)
    throw new RangeError(`${qubits} qubits, at most ${maximumExactQubits} are possible`);
  return lowestEigenpair(new PauliOperator(terms, qubits), options);
}

/** The sum as a real symmetric matrix; one with imaginary elements acts on real and imaginary parts one after the other. */
class PauliOperator implements SymmetricOperator {
  readonly size: number;
  readonly diagonal: Float64Array;
  private readonly flips: readonly Flip[];
  private readonly states: number;

  constructor(terms: readonly PauliTerm[], qubits: number) {
    this.flips = flipsOf(terms);
    this.states = 2 ** qubits;
    this.size = this.flips.some(({ imaginary }) => imaginary) ? 2 * this.states : this.states;
    const still = this.flips.find(({ x }) => x === 0)?.words ?? [];
    this.diagonal = Float64Array.from({ length: this.size }, (_, place) =>
      factor(still, place % this.states),
    );
  }

  apply(vector: Float64Array): Float64Array {
    const result = new Float64Array(this.size);
    for (let part = 0; part < this.size; part += this.states) {
      for (const { x, words, imaginary } of this.flips) {
        const into = imaginary ? this.states - part : part;
        const sign = imaginary && part > 0 ? -1 : 1;
        for (let state = 0; state < this.states; state++) {
          const to = into + (state ^ x);
          result[to] = (result[to] ?? 0) + sign * factor(words, state) * (vector[part + state] ?? 0);
        }
      }
    }
    return result;
  }
}

function factor(words: Flip['words'], state: number): number {
  let sum = 0;
  for (const { z, coefficient } of words) sum += parity(z & state) === 1 ? -coefficient : coefficient;
  return sum;
}

/** Y = iXZ, so a word with k of them is iᵏ X^x Z^z. */
function flipsOf(terms: readonly PauliTerm[]): readonly Flip[] {
  const flips = new Map<
    string,
    { x: number; imaginary: boolean; words: { z: number; coefficient: number }[] }
  >();
  for (const { coefficient, factors } of terms) {
    const mask = (letters: string) =>
      factors.reduce((sum, { qubit, pauli }) => (letters.includes(pauli) ? sum | (1 << qubit) : sum), 0);
    const [x, z] = [mask('XY'), mask('YZ')];
    const count = factors.filter(({ pauli }) => pauli === 'Y').length;
    const imaginary = count % 2 === 1;
    const key = `${x} ${imaginary}`;
    const flip = flips.get(key) ?? { x, imaginary, words: [] };
    flips.set(key, flip);
    flip.words.push({ z, coefficient: count % 4 < 2 ? coefficient : -coefficient });
  }
  return [...flips.values()];
}
