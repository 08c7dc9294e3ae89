import { type Table, largestDifference } from './statistics.ts';

/** What an engine finds without shots; nothing where it says that it draws at random only. */
export interface Exact {
  readonly probabilities?: Table;
  readonly value?: number;
  /** Real and imaginary parts in turn. */
  readonly amplitudes?: Float64Array;
}

export type Reference = 'fromDense' | 'fromPeer';

const tolerance = 1e-10;

/** Below this p-value counts are those of another distribution: one false alarm in a million comparisons. */
const significance = 1e-6;

/** Standard errors that a sampled expectation value may be off. */
const widest = 6;

/** How one engine did on all circuits. */
export class Score {
  readonly failures: string[] = [];
  readonly circuits = new Set<number>();
  exact = 0;
  sampled = 0;
  fromDense = 0;
  fromPeer = 0;
  leastLikely = 1;
  widest = 0;

  /** Notes how far exact results are from those of a reference. */
  compare(which: Reference, found: Exact, expected: Exact, name: string): void {
    if (found.probabilities && expected.probabilities)
      this.#close(
        which,
        largestDifference(found.probabilities, expected.probabilities),
        `${name}: an outcome`,
      );
    if (found.value !== undefined && expected.value !== undefined)
      this.#close(which, Math.abs(found.value - expected.value), `${name}: the expectation value`);
    const { amplitudes } = found;
    if (amplitudes && expected.amplitudes)
      this.#close(which, farthest(amplitudes, expected.amplitudes), `${name}: the state`);
  }

  /** Notes the p-value of counts. */
  likely(p: number, what: string): void {
    this.sampled++;
    this.leastLikely = Math.min(this.leastLikely, p);
    if (!(p > significance)) this.failures.push(`${what} has p = ${p.toExponential(1)}`);
  }

  /** Notes how far a sampled expectation value is off; of what happens less often than `unseen` no spread can be seen. */
  mean(off: number, stderr: number, unseen: number, what: string): void {
    const errors = off < tolerance ? 0 : off / Math.max(stderr, unseen);
    this.widest = Math.max(this.widest, errors);
    if (!(errors < widest)) this.failures.push(`${what} is off by ${errors.toFixed(1)} σ`);
  }

  #close(which: Reference, difference: number, what: string): void {
    this[which] = Math.max(this[which], difference);
    if (!(difference < tolerance)) this.failures.push(`${what} is off by ${difference.toExponential(1)}`);
  }
}

function farthest(found: Float64Array, expected: Float64Array): number {
  return expected.reduce((most, value, at) => Math.max(most, Math.abs(value - (found[at] ?? NaN))), 0);
}
