import type { PauliFactor } from '../../circuit/index.ts';
import { Refused } from '../run/refused.ts';
import type { Watch } from '../stabilizer/reference.ts';
import type { WalkingState } from '../stabilizer/walk.ts';
import { Core } from './core.ts';
import { type ExtendedProgram, sumCode } from './extended-program.ts';
import { InnerBasis } from './inner-basis.ts';
import { type Word, hasBit, restrictedTo } from './word.ts';
import type { WordSum } from './word-sum.ts';

/** Closer to 0 or 1 than this a probability is certain. */
const rounding = 1e-12;

/**
 * A state C(|core⟩ ⊗ |0…0⟩): a Clifford operator C on a dense state of few inner qubits, the others |0⟩. Clifford gates
 * change C alone. Any other gate is a sum of Pauli words, which C turns into words on the inner qubits; the core grows
 * by one qubit for each direction in which a word leaves |0…0⟩: by at most one for a `t`, and not at all where the core
 * spans the direction already. Yoder, "A generalization of the stabilizer formalism for simulating arbitrary quantum
 * circuits", 2012; on how few qubits a core can have, Beverland, Campbell, Howard and Kliuchnikov, "Lower bounds on the
 * non-Clifford resources for quantum computations", Quantum Sci. Technol. 5, 035009, 2020.
 */
export class ExtendedState implements WalkingState<ExtendedState> {
  readonly #sums: readonly WordSum[];
  readonly #largestCore: number;
  readonly #basis: InnerBasis;
  readonly #core: Core;

  /**
   * The state |0…0⟩, or the one that a basis and a core make.
   *
   * @param sums the gates that codes may name beside Clifford gates.
   * @param largestCore the most qubits that the core may have.
   */
  constructor(
    { qubits, sums }: Pick<ExtendedProgram, 'qubits' | 'sums'>,
    largestCore: number,
    basis = InnerBasis.of(qubits),
    core = new Core(),
  ) {
    this.#sums = sums;
    this.#largestCore = largestCore;
    this.#basis = basis;
    this.#core = core;
  }

  copy(): ExtendedState {
    const program = { qubits: this.#basis.frame.qubits, sums: this.#sums };
    return new ExtendedState(program, this.#largestCore, this.#basis.copy(), this.#core.copy());
  }

  /** @throws {Refused} where the core would grow too large. */
  run(code: Int32Array, watch: Watch): void {
    for (let at = 0; at < code.length; at += 3) {
      if (code[at] !== sumCode) this.#basis.frame.gate(code[at]!, code[at + 1]!, code[at + 2]!);
      else {
        watch();
        this.#apply(this.#sums[code[at + 1]!] ?? []);
      }
    }
  }

  /** The probability of each basis state of the core. */
  get coreProbabilities(): Float64Array {
    return this.#core.probabilities();
  }

  /** A gate that is no Clifford gate. */
  #apply(sum: WordSum): void {
    const basis = this.#basis;
    basis.span(sum, () => this.#grow());
    this.#core.apply(
      sum.map(({ coefficient: c, factors }) => {
        const term = basis.termOf(basis.wordOf(factors));
        return { ...term, re: c.re * term.re - c.im * term.im, im: c.re * term.im + c.im * term.re };
      }),
    );
  }

  expectation(factors: readonly PauliFactor[]): number {
    const word = this.#basis.wordOf(factors);
    return this.#basis.isOutside(word) ? 0 : this.#core.expectation(this.#basis.termOf(word));
  }

  /** The probability that a measurement finds 1. */
  probabilityOfOne(qubit: number): number {
    const one = (1 - this.expectation([{ qubit, pauli: 'Z' }])) / 2;
    if (one < rounding) return 0;
    return one > 1 - rounding ? 1 : one;
  }

  /** A measurement has found `value`, which was open and has the given probability. */
  find(qubit: number, value: 0 | 1, probability: number): void {
    const basis = this.#basis;
    const word = basis.zOf(qubit);
    if (basis.isOutside(word)) return this.#flipWhere(value === 1, basis.freeZ(word));
    const slot = this.#diagonalise(qubit);
    const isOne = hasSign(basis.zOf(qubit)) !== (value === 1);
    this.#core.project(slot, isOne ? 1 : 0, probability);
    const [inner = 0] = basis.slots.splice(slot, 1);
    this.#flipWhere(isOne, inner);
  }

  flip(qubit: number): void {
    this.#basis.frame.flip(qubit);
  }

  /**
   * What measuring qubits finds, all together: each is a parity of bits of a basis state of the core and of independent
   * fair coins. The state is spent.
   */
  readOff(qubits: readonly number[]): Readings {
    const basis = this.#basis;
    const coins: number[] = [];
    for (const qubit of qubits) {
      const word = basis.zOf(qubit);
      if (basis.isOutside(word)) coins.push(basis.freeZ(word));
      else if (basis.termOf(word).x !== 0) this.#diagonalise(qubit);
    }
    const parities = qubits.map((qubit): Parity => {
      const word = basis.zOf(qubit);
      const tossed = coins.flatMap((inner, coin) => (hasBit(word.z, inner) ? [coin] : []));
      return { isOdd: hasSign(word), core: basis.termOf(word).z, coins: tossed };
    });
    return { parities, coins: coins.length };
  }

  #grow(): void {
    if (this.#core.slots >= this.#largestCore) throw tooLargeCore(this.#largestCore);
    this.#core.grow();
  }

  #flipWhere(isOne: boolean, inner: number): void {
    if (isOne) this.#basis.frame.innerFlip(inner);
  }

  /** Makes Z of a qubit, which is open but not outside the core, ±Z on a slot as far as the core is concerned. */
  #diagonalise(qubit: number): number {
    const basis = this.#basis;
    const { x, z } = basis.termOf(basis.zOf(qubit));
    if (x === 0) this.#hadamard(lastBit(z));
    const word = restrictedTo(basis.zOf(qubit), basis.slots);
    const term = basis.termOf(word);
    const slot = lastBit(term.x);
    this.#core.apply([
      { re: Math.SQRT1_2, im: 0, x: 0, z: 2 ** slot },
      { ...term, re: term.re * Math.SQRT1_2, im: term.im * Math.SQRT1_2 },
    ]);
    basis.frame.innerExchange(basis.slots[slot] ?? 0, word);
    return slot;
  }

  #hadamard(slot: number): void {
    const bit = 2 ** slot;
    this.#core.apply([
      { re: Math.SQRT1_2, im: 0, x: bit, z: 0 },
      { re: Math.SQRT1_2, im: 0, x: 0, z: bit },
    ]);
    this.#basis.frame.innerHadamard(this.#basis.slots[slot] ?? 0);
  }
}

/** What measuring qubits finds, see {@link ExtendedState.readOff}. */
export interface Readings {
  /** By measured qubit. */
  readonly parities: readonly Parity[];
  /** The number of fair coins. */
  readonly coins: number;
}

/** A measured bit: whether an odd number of these is 1. */
export interface Parity {
  readonly isOdd: boolean;
  /** Slots of the core, as a mask. */
  readonly core: number;
  readonly coins: readonly number[];
}

/** Whether a word of Z alone has a minus. */
function hasSign({ phase }: Word): boolean {
  return phase === 2;
}

function tooLargeCore(largest: number): Refused {
  return new Refused(
    'too-large',
    `The gates that are no Clifford gates need a core of more than ${largest} qubits.`,
    'Use fewer of them, or raise the limit with simulator(memory: …), in GiB.',
  );
}

function lastBit(mask: number): number {
  return 31 - Math.clz32(mask);
}
