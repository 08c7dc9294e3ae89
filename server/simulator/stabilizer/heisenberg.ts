import type { PauliFactor } from '../../circuit/index.ts';
import { type NoiseSite, digitsOf, hasX, hasZ } from './noise-site.ts';
import { PauliColumns } from './pauli-columns.ts';
import type { Watch } from './reference.ts';
import type { Action } from './stretch.ts';
import { opcode } from './synthesis.ts';
import type { Tableau } from './tableau.ts';

/** So many words go back together. */
const batch = 4096;

/**
 * The expectation values of Pauli words behind actions on a stabilizer state: each word is taken back through them to
 * the state before (the Heisenberg picture). Gates turn a word into another; noise multiplies it by the difference of
 * the probabilities that the error commutes with it and that it does not; a measurement or reset of a qubit on which
 * it has X or Y leaves nothing. Exact for any number of qubits: the work is gates times words over 32.
 *
 * @param tableau the state before the actions.
 */
export function expectationsBehind(
  actions: readonly Action[],
  words: readonly (readonly PauliFactor[])[],
  tableau: Tableau,
  watch: Watch,
): Float64Array {
  const values = new Float64Array(words.length);
  for (let first = 0; first < words.length; first += batch) {
    const part = new GoingBack(words.slice(first, first + batch), tableau.qubits);
    for (const action of actions.toReversed()) {
      watch();
      part.over(action);
    }
    values.set(part.meet(tableau), first);
  }
  return values;
}

/** Words side by side on their way back, and what noise has left of each. */
class GoingBack {
  readonly #words: PauliColumns;
  readonly #left: Float64Array;
  readonly #dampings = new Map<readonly number[], Float64Array>();

  constructor(words: readonly (readonly PauliFactor[])[], qubits: number) {
    this.#left = new Float64Array(words.length).fill(1);
    this.#words = new PauliColumns(qubits, Math.ceil(words.length / 32));
    const { bits, xAt, zAt } = this.#words;
    for (const [place, factors] of words.entries())
      for (const { qubit, pauli } of factors) {
        if (pauli !== 'Z') bits[xAt[qubit]! + (place >> 5)]! |= 1 << (place & 31);
        if (pauli !== 'X') bits[zAt[qubit]! + (place >> 5)]! |= 1 << (place & 31);
      }
  }

  over(action: Action): void {
    if (action.kind === 'gates') this.#turn(action.code);
    else if (action.kind === 'noise') this.#damp(action.site);
    else this.#project(action.qubit, action.kind === 'reset');
  }

  /** The values once the words have met the state that they act on. */
  meet(tableau: Tableau): Float64Array {
    const { signs } = this.#words;
    return this.#left.map((left, place) => {
      if (left === 0) return 0;
      const sign = ((signs[place >> 5]! >>> (place & 31)) & 1) === 1 ? -1 : 1;
      return sign * left * tableau.expectation(this.#factorsOf(place));
    });
  }

  /** Triples backwards, each by its inverse. */
  #turn(code: Int32Array): void {
    const inverse = Int32Array.of(0, 0, 0);
    for (let at = code.length - 3; at >= 0; at -= 3) {
      const gate = code[at]!;
      inverse[0] = gate === opcode.s ? opcode.sdg : gate === opcode.sdg ? opcode.s : gate;
      inverse[1] = code[at + 1]!;
      inverse[2] = code[at + 2]!;
      this.#words.run(inverse, 0, 3);
    }
  }

  #damp({ qubits, probabilities }: NoiseSite): void {
    const { bits, words, xAt, zAt } = this.#words;
    const damping = this.#dampingOf(probabilities, qubits.length);
    const columns = qubits.flatMap((qubit) => [xAt[qubit]!, zAt[qubit]!]);
    for (let word = 0; word < words; word++) {
      let struck = 0;
      for (const column of columns) struck |= bits[column + word]!;
      for (let rest = struck; rest !== 0; rest &= rest - 1) {
        const shift = 31 - Math.clz32(rest & -rest);
        let index = 0;
        for (let at = 0; at < columns.length; at++)
          index |= ((bits[columns[at]! + word]! >>> shift) & 1) << at;
        this.#left[32 * word + shift]! *= damping[index]!;
      }
    }
  }

  /** What is left of a word, by its x and z bits on the operands. */
  #dampingOf(probabilities: readonly number[], operands: number): Float64Array {
    const known = this.#dampings.get(probabilities);
    if (known !== undefined) return known;
    const fresh = Float64Array.from({ length: 4 ** operands }, (_, bits) =>
      probabilities.reduce((sum, probability, word) => {
        const clashes = digitsOf(word, operands).filter(
          (digit, operand) =>
            (hasX(digit) && ((bits >> (2 * operand + 1)) & 1) === 1) !==
            (hasZ(digit) && ((bits >> (2 * operand)) & 1) === 1),
        ).length;
        return clashes % 2 === 0 ? sum + probability : sum - probability;
      }, 0),
    );
    this.#dampings.set(probabilities, fresh);
    return fresh;
  }

  /** A qubit is measured, and set to |0⟩ then where it is reset: its Z is 1 there. */
  #project(qubit: number, isReset: boolean): void {
    const { bits, words, xAt, zAt } = this.#words;
    for (let word = 0; word < words; word++) {
      const across = bits[xAt[qubit]! + word]!;
      for (let rest = across; rest !== 0; rest &= rest - 1)
        this.#left[32 * word + 31 - Math.clz32(rest & -rest)] = 0;
      if (isReset) bits[zAt[qubit]! + word] = 0;
    }
  }

  #factorsOf(place: number): readonly PauliFactor[] {
    const { qubits, bits, xAt, zAt } = this.#words;
    const [word, shift] = [place >> 5, place & 31];
    const factors: PauliFactor[] = [];
    for (let qubit = 0; qubit < qubits; qubit++) {
      const x = (bits[xAt[qubit]! + word]! >>> shift) & 1;
      const z = (bits[zAt[qubit]! + word]! >>> shift) & 1;
      if ((x | z) !== 0) factors.push({ qubit, pauli: x === 0 ? 'Z' : z === 0 ? 'X' : 'Y' });
    }
    return factors;
  }
}
