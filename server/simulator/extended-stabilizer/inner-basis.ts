import type { PauliFactor } from '../../circuit/index.ts';
import { CliffordFrame } from './clifford-frame.ts';
import type { CoreTerm } from './core.ts';
import { type Word, firstBit, hasBit, toggleBit } from './word.ts';
import type { WordSum } from './word-sum.ts';

/**
 * A Clifford operator C from inner qubits to those of the circuit, where only some inner qubits, the slots of the core,
 * have left |0⟩. Whatever an inner qubit in |0⟩ controls does nothing, so that C can be changed by such operations.
 */
export class InnerBasis {
  readonly frame: CliffordFrame;
  /** The inner qubit of each slot. */
  readonly slots: number[];

  constructor(frame: CliffordFrame, slots: readonly number[] = []) {
    this.frame = frame;
    this.slots = [...slots];
  }

  /** Every inner qubit is |0⟩. */
  static of(qubits: number): InnerBasis {
    return new InnerBasis(new CliffordFrame(qubits));
  }

  copy(): InnerBasis {
    return new InnerBasis(this.frame.copy(), this.slots);
  }

  /** Adds slots until all words of a sum act on slots alone, where Z on the others counts as nothing. */
  span(sum: WordSum, onSlot: () => void): void {
    for (const { factors } of sum) {
      const word = this.wordOf(factors);
      if (!this.isOutside(word)) continue;
      this.slots.push(this.#toX(word));
      onSlot();
    }
  }

  wordOf(factors: readonly PauliFactor[]): Word {
    return this.frame.wordOf(factors);
  }

  /** The word of Z on a qubit. */
  zOf(qubit: number): Word {
    return this.frame.wordOf([{ qubit, pauli: 'Z' }]);
  }

  /** Whether a word flips inner qubits outside the core. */
  isOutside(word: Word): boolean {
    return this.#outside(word) >= 0;
  }

  /** Makes a word outside the core Z on an inner qubit, which was |0⟩ and is as likely |1⟩ now. */
  freeZ(word: Word): number {
    const inner = this.#toX(word);
    this.frame.innerHadamard(inner);
    return inner;
  }

  /** The core's part of a word: on the other inner qubits Z does nothing. */
  termOf({ x, z, phase }: Word): CoreTerm {
    let [ones, signs] = [0, 0];
    for (const [slot, inner] of this.slots.entries()) {
      if (hasBit(x, inner)) ones |= 2 ** slot;
      if (hasBit(z, inner)) signs |= 2 ** slot;
    }
    return { re: cosines[phase] ?? 0, im: cosines[(phase + 3) & 3] ?? 0, x: ones, z: signs };
  }

  /** An inner qubit outside the core that the word flips, or -1. */
  #outside({ x }: Word): number {
    const bits = x.slice();
    for (const inner of this.slots) if (hasBit(bits, inner)) toggleBit(bits, inner);
    return firstBit(bits);
  }

  /** Makes a word outside the core X on an inner qubit. */
  #toX(word: Word): number {
    const inner = this.#outside(word);
    // The word is X or Y = i·X·Z here, times the rest.
    const hasY = hasBit(word.z, inner);
    const rest: Word = { x: word.x.slice(), z: word.z.slice(), phase: (word.phase + (hasY ? 3 : 0)) & 3 };
    toggleBit(rest.x, inner);
    if (hasY) toggleBit(rest.z, inner);
    this.frame.innerControlled(inner, rest);
    if (hasY) this.frame.innerPhase(inner);
    return inner;
  }
}

/** Of multiples of π/2. */
const cosines = [1, 0, -1, 0];
