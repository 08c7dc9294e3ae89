import type { Random } from '../../base/index.ts';
import type { ReadoutError } from '../../circuit/index.ts';
import type { NoiseSite } from './noise-site.ts';
import { digitsOf, hasX, hasZ } from './noise-site.ts';
import type { PauliColumns } from './pauli-columns.ts';
import { RareEvents } from './rare-events.ts';

/** What noise does to frames on their way. */
export interface Disturbance {
  /** Multiplies errors into the frames. */
  strike(frames: PauliColumns, site: NoiseSite): void;
  /** Flips what is read of a measurement: `flips` has the frames whose outcome differs from `bit`. */
  misread(flips: Int32Array, qubit: number, bit: number): void;
}

/** No noise. */
export const undisturbed: Disturbance = { strike: () => undefined, misread: () => undefined };

/** The words of a site that are no identity. */
interface Errors {
  readonly events: RareEvents;
  /** Sums of the words' shares among all errors. */
  readonly shares: Float64Array;
  readonly digits: readonly (readonly number[])[];
}

/** Draws errors and misread bits at random, bit by bit independent. */
export class RandomFaults implements Disturbance {
  readonly #random: Random;
  readonly #readout: readonly ReadoutError[];
  readonly #errors = new Map<readonly number[], Errors | undefined>();
  readonly #misreadings = new Map<number, RareEvents>();

  /** @param readout by qubit; empty where nothing is misread. */
  constructor(readout: readonly ReadoutError[], random: Random) {
    this.#random = random;
    this.#readout = readout;
  }

  strike(frames: PauliColumns, { qubits, probabilities }: NoiseSite): void {
    const errors = this.#errorsOf(probabilities, qubits.length);
    errors?.events.among(32 * frames.words, (frame) => {
      const digits = errors.digits[this.#pick(errors.shares)]!;
      const [word, bit] = [frame >> 5, 1 << (frame & 31)];
      for (let operand = 0; operand < qubits.length; operand++) {
        if (hasX(digits[operand]!)) frames.bits[frames.xAt[qubits[operand]!]! + word]! ^= bit;
        if (hasZ(digits[operand]!)) frames.bits[frames.zAt[qubits[operand]!]! + word]! ^= bit;
      }
    });
  }

  /** The likelier kind of misreading is drawn for all frames; where the other kind is meant, some are taken back. */
  misread(flips: Int32Array, qubit: number, bit: number): void {
    const { p01, p10 } = this.#readout[qubit] ?? { p01: 0, p10: 0 };
    const most = Math.max(p01, p10);
    if (most === 0) return;
    this.#misreadingsAt(most).among(32 * flips.length, (frame) => {
      const mask = 1 << (frame & 31);
      const isOne = ((flips[frame >> 5]! & mask) !== 0) !== (bit === 1);
      const own = isOne ? p10 : p01;
      if (own === most || this.#random.next() * most < own) flips[frame >> 5]! ^= mask;
    });
  }

  /** The place of a uniform number among sums of shares. */
  #pick(shares: Float64Array): number {
    if (shares.length === 1) return 0;
    const number = this.#random.next();
    let place = 0;
    while (place < shares.length - 1 && number >= shares[place]!) place++;
    return place;
  }

  #errorsOf(probabilities: readonly number[], operands: number): Errors | undefined {
    if (this.#errors.has(probabilities)) return this.#errors.get(probabilities);
    const words = [...probabilities.keys()].filter((word) => word > 0 && probabilities[word]! > 0);
    const total = words.reduce((sum, word) => sum + probabilities[word]!, 0);
    let sum = 0;
    const errors =
      total === 0
        ? undefined
        : {
            events: new RareEvents(Math.min(1, total), this.#random),
            shares: Float64Array.from(words, (word) => (sum += probabilities[word]! / total)),
            digits: words.map((word) => digitsOf(word, operands)),
          };
    this.#errors.set(probabilities, errors);
    return errors;
  }

  #misreadingsAt(probability: number): RareEvents {
    const known = this.#misreadings.get(probability) ?? new RareEvents(probability, this.#random);
    this.#misreadings.set(probability, known);
    return known;
  }
}
