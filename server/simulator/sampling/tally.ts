import { Refused } from '../run/refused.ts';
import type { Samples } from '../simulator.ts';

/** The most different outcomes that one result lists. */
export const outcomeLimit = 2 ** 20;

/** Probabilities below this are rounding, not outcomes. */
export const leastProbability = 1e-15;

/** Gathers the outcomes of a run, weighted with counts or probabilities. */
export class Tally {
  readonly #weights = new Map<string, number>();

  /** @throws {Refused} when there are more outcomes than a result lists. */
  add(key: string, weight: number): void {
    const before = this.#weights.get(key);
    if (before === undefined && this.#weights.size >= outcomeLimit) throw tooManyOutcomes();
    this.#weights.set(key, (before ?? 0) + weight);
  }

  counted(shots: number): Samples {
    const sorted = this.#sorted();
    return {
      counts: Object.fromEntries(sorted),
      probabilities: Object.fromEntries(sorted.map(([key, count]) => [key, count / shots])),
    };
  }

  exact(): Samples {
    const likely = this.#sorted().filter(([, p]) => p >= leastProbability);
    // Rounding may leave a sum a few units above 1.
    return { probabilities: Object.fromEntries(likely.map(([key, p]) => [key, Math.min(1, p)])) };
  }

  #sorted(): readonly (readonly [string, number])[] {
    return [...this.#weights].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

export function tooManyOutcomes(): Refused {
  return new Refused({
    kind: 'too-large',
    message: `This circuit has more than ${outcomeLimit.toLocaleString('en')} different outcomes, too many to list.`,
    help: 'Measure fewer qubits, or take fewer shots.',
    isFinal: true,
  });
}
