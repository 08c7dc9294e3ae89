import type { PauliFactor, ReadoutError } from '../../circuit/index.ts';
import { Refused } from '../run/refused.ts';
import type { Disturbance } from './faults.ts';
import { throughFrames } from './frames.ts';
import { type NoiseSite, digitsOf, hasX, hasZ } from './noise-site.ts';
import type { PauliColumns } from './pauli-columns.ts';
import type { Reference } from './reference.ts';

/** A word on more qubits whose misreadings differ for 0 and 1 is not expanded. */
const mostUneven = 16;

/**
 * Expectation values behind a noisy run. Chance multiplies each by a number: by 0 where a random bit changes the word's
 * sign, and for each noise site by the difference of the probabilities that its error keeps the sign and changes it.
 */
export class NoisyEnd {
  readonly #reference: Reference;
  readonly #readout: readonly ReadoutError[];
  readonly #marks: MarkedFaults;
  /** Frame i tells what random bit i does, the frames behind those what X and Z on the operands of noise do. */
  readonly #frames: PauliColumns;

  /** @param readout by qubit; empty where nothing is misread. */
  constructor(reference: Reference, readout: readonly ReadoutError[]) {
    const { branches, steps } = reference;
    const marks = steps.reduce(
      (sum, step) => sum + (step.kind === 'noise' ? 2 * step.site.qubits.length : 0),
      0,
    );
    const words = Math.ceil((branches + marks) / 32);
    this.#reference = reference;
    this.#readout = readout;
    this.#marks = new MarkedFaults(branches);
    const bitOf = (branch: number) => {
      const chosen = new Int32Array(words);
      chosen[branch >> 5] = 1 << (branch & 31);
      return chosen;
    };
    this.#frames = throughFrames(reference, words, bitOf, this.#marks).frames;
  }

  /** The mean of what measurements of a word's factors report, misread as they are. @throws {Refused} */
  reported(factors: readonly PauliFactor[]): number {
    const uneven = factors.filter(({ qubit }) => this.#slant(qubit) !== 0).length;
    if (uneven > mostUneven) throw tooUneven();
    return this.#expanded(factors, []);
  }

  /** Of a word's factors some are given as they are, the others as reported: r = slant + contrast·s for a sign s. */
  #expanded([first, ...others]: readonly PauliFactor[], chosen: readonly PauliFactor[]): number {
    if (first === undefined) return this.#expectation(chosen);
    const { p01, p10 } = this.#readout[first.qubit] ?? { p01: 0, p10: 0 };
    const slant = this.#slant(first.qubit);
    const kept = (1 - p01 - p10) * this.#expanded(others, [...chosen, first]);
    return slant === 0 ? kept : kept + slant * this.#expanded(others, chosen);
  }

  #slant(qubit: number): number {
    const { p01, p10 } = this.#readout[qubit] ?? { p01: 0, p10: 0 };
    return p10 - p01;
  }

  #expectation(factors: readonly PauliFactor[]): number {
    const changed = this.#frames.anticommuting(factors);
    const isChanged = (frame: number) => ((changed[frame >> 5]! >>> (frame & 31)) & 1) === 1;
    for (let branch = 0; branch < this.#reference.branches; branch++) if (isChanged(branch)) return 0;
    return this.#marks.damping(isChanged) * this.#reference.tableau.expectation(factors);
  }
}

/** Gives X and Z on each operand of each noise site a frame of its own. */
class MarkedFaults implements Disturbance {
  readonly #sites: { readonly site: NoiseSite; readonly first: number }[] = [];
  #next: number;

  /** @param first the first frame that is free. */
  constructor(first: number) {
    this.#next = first;
  }

  strike({ bits, xAt, zAt }: PauliColumns, site: NoiseSite): void {
    this.#sites.push({ site, first: this.#next });
    for (const qubit of site.qubits)
      for (const column of [xAt[qubit]!, zAt[qubit]!]) {
        bits[column + (this.#next >> 5)]! ^= 1 << (this.#next & 31);
        this.#next++;
      }
  }

  misread(): void {
    // What is read of measurements on the way changes no state.
  }

  /** What all noise multiplies an expectation value by, where the frames tell which faults change its sign. */
  damping(isChanged: (frame: number) => boolean): number {
    let product = 1;
    for (const { site, first } of this.#sites) {
      const changes = site.qubits.map((_, operand) => ({
        x: isChanged(first + 2 * operand),
        z: isChanged(first + 2 * operand + 1),
      }));
      if (changes.every(({ x, z }) => !x && !z)) continue;
      product *= site.probabilities.reduce((sum, probability, word) => {
        const flips = digitsOf(word, changes.length).filter(
          (digit, operand) => (hasX(digit) && changes[operand]!.x) !== (hasZ(digit) && changes[operand]!.z),
        ).length;
        return flips % 2 === 0 ? sum + probability : sum - probability;
      }, 0);
    }
    return product;
  }
}

function tooUneven(): Refused {
  return new Refused(
    'not-exact',
    `The observable has words on more than ${mostUneven} qubits whose 0 and 1 are misread unequally often, too many for an exact value.`,
    'Ask for a number of shots instead.',
  );
}
