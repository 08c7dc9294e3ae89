import { leastWeight, tolerance } from '../run/explore.ts';
import { Refused } from '../run/refused.ts';
import type { PureState } from './pure-state.ts';

/** The most paths of an exact run. */
const exactPaths = 4096;

/** The most paths of a run with shots. */
const shotPaths = 2 ** 20;

/** How many paths a run may follow, how unlikely ones it leaves out, and what its waiting states may take. */
export class PathBudget {
  readonly #isExact: boolean;
  /** Bytes. */
  readonly #memoryLimit: number;
  #paths = 0;
  #lost = 0;

  constructor(isExact: boolean, memoryLimit: number) {
    this.#isExact = isExact;
    this.#memoryLimit = memoryLimit;
  }

  /** The weight of a path of an exact run, or 0 where it is too unlikely to follow. @throws {Refused} */
  kept(weight: number): number {
    if (weight >= leastWeight) return weight;
    this.#lost += weight;
    if (this.#lost > tolerance) throw notExact();
    return 0;
  }

  /** @throws {Refused} where there are too many paths. */
  countPath(): void {
    const most = this.#isExact ? exactPaths : shotPaths;
    if (++this.#paths > most) throw this.#isExact ? notExact() : tooManyPaths();
  }

  /** @throws {Refused} where too many ways onward wait, or their states take too much. */
  checkWaiting(waiting: readonly { readonly state: PureState }[]): void {
    if (waiting.reduce((bytes, { state }) => bytes + state.bytes, 0) > this.#memoryLimit)
      throw tooManyCopies();
    if (this.#isExact && waiting.length + this.#paths > exactPaths) throw notExact();
  }
}

function notExact(): Refused {
  return new Refused(
    'not-exact',
    `Measurements on the way open more than ${exactPaths.toLocaleString('en')} paths, too many for exact probabilities.`,
    'Ask for a number of shots instead.',
  );
}

function tooManyPaths(): Refused {
  return new Refused(
    'too-large',
    `These shots take more than ${shotPaths.toLocaleString('en')} different paths through the circuit.`,
    'Take fewer shots.',
  );
}

function tooManyCopies(): Refused {
  return new Refused(
    'too-large',
    'What measurements and noise decide on the way needs more copies of the state than the memory limit allows.',
    'Raise the limit with simulator(memory: …), in GiB, or take fewer shots.',
  );
}
