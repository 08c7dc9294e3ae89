import type { Random } from '../../base/index.ts';
import type { ReadoutError } from '../../circuit/index.ts';
import type { Sweep } from '../run/explore.ts';
import { binomial } from '../sampling/binomial.ts';
import type { KeyTemplate, Readout } from '../sampling/readout.ts';
import type { Tally } from '../sampling/tally.ts';
import { directionsOf, openBits, outcomesAlong } from './directions.ts';
import { isNoisy } from './clifford-program.ts';
import { RandomFaults } from './faults.ts';
import { frameKeys } from './frame-keys.ts';
import { throughFrames } from './frames.ts';
import { Reference, type Watch } from './reference.ts';
import type { Action, Stretch } from './stretch.ts';
import { StretchKeys } from './stretch-keys.ts';
import type { Tableau } from './tableau.ts';

/** Frames are taken through in batches of 32 times this. */
const batchWords = 128;

/** Counts the outcomes of the last stretch of a path. */
export class StretchSampler {
  readonly #keys: StretchKeys;
  readonly #template: KeyTemplate | undefined;
  readonly #reference: Reference;
  readonly #watch: Watch;
  /** How measurements are misread, by qubit. */
  readonly #errors: readonly ReadoutError[];
  readonly #isNoisy: boolean;

  constructor(readout: Readout, stretch: Stretch, tableau: Tableau, watch: Watch) {
    this.#keys = new StretchKeys(readout, stretch, tableau.qubits);
    this.#template = this.#keys.template;
    this.#watch = watch;
    this.#errors = stretch.program.readout;
    this.#isNoisy = isNoisy(stretch.program);
    this.#reference = new Reference(tableau, watch);
    const all = readout.kind === 'qubits' ? measureAll(tableau.qubits) : [];
    this.#reference.finish([...stretch.actions, ...all]);
  }

  count(sweep: Sweep, weight: number, tally: Tally): void {
    const { branches } = this.#reference;
    if (sweep.kind === 'exact') this.#list(tally, (rest, left) => left / rest, weight);
    else if (!this.#isNoisy && branches <= openBits && 2 ** branches <= weight)
      this.#list(tally, (rest, left) => binomial(sweep.random, left, 1 / rest), weight);
    else this.#draw(tally, weight, sweep.random);
  }

  /** Gives each outcome the share that `shareOf` finds for it, while `rest` outcomes and `left` of the weight are left. */
  #list(tally: Tally, shareOf: (rest: number, left: number) => number, weight: number): void {
    const directions = directionsOf(this.#reference, this.#keys.events);
    const total = 2 ** directions.length;
    const keyOf = this.#keys.keyOf<Uint8Array>((bits, event) => bits[event] ?? 0);
    let done = 0;
    let left = weight;
    for (const bits of outcomesAlong(this.#reference, directions)) {
      const share = shareOf(total - done, left);
      done++;
      left -= share;
      if (share > 0) tally.add(keyOf(bits), share);
    }
  }

  #draw(tally: Tally, shots: number, random: Random): void {
    const faults = new RandomFaults(this.#errors, random);
    for (let done = 0; done < shots; done += 32 * batchWords) {
      this.#watch();
      const count = Math.min(32 * batchWords, shots - done);
      const words = Math.ceil(count / 32);
      const draw = () => Int32Array.from({ length: words }, () => random.nextUint32());
      const { flips } = throughFrames(this.#reference, words, draw, faults);
      for (const key of this.#frameKeys(flips, count)) tally.add(key, 1);
    }
  }

  *#frameKeys(flips: readonly Int32Array[], count: number): Iterable<string> {
    const { bits } = this.#reference;
    if (this.#template !== undefined) return yield* frameKeys(this.#template, bits, flips, count);
    const keyOf = this.#keys.keyOf<number>(
      (frame, event) => (bits[event] ?? 0) ^ (((flips[event]?.[frame >> 5] ?? 0) >>> (frame & 31)) & 1),
    );
    for (let frame = 0; frame < count; frame++) yield keyOf(frame);
  }
}

function measureAll(qubits: number): readonly Action[] {
  return Array.from({ length: qubits }, (_, qubit) => ({ kind: 'measure', qubit }));
}
