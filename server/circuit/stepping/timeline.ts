import { type Bound, type Choose, type Moment, advanced, beginning, inPlace } from './course.ts';

/** Bytes of states that one timeline keeps; beyond that every other one is forgotten and computed again when needed. */
const keptBytes = 2 ** 26;

/** States that one timeline keeps: more cost more to copy than those between them to compute again. */
const mostKept = 32;

/** A moment without its state. */
export type Passage = Omit<Moment, 'amplitudes'>;

/**
 * A run that can be looked at between any two of its instructions. Some moments are kept, those between are computed
 * again from the nearest earlier one; outcomes that were chosen once stay, so that going back and forth changes nothing.
 */
export class Timeline {
  readonly bound: Bound;
  readonly #choose: Choose;
  readonly #outcomes: (0 | 1)[] = [];
  readonly #most: number;
  #kept: Moment[];
  #interval = 1;
  /** The latest answer, from which the next one is often near. */
  #last: { readonly step: number; readonly moment: Moment };

  constructor(bound: Bound, choose: Choose) {
    this.bound = bound;
    this.#choose = choose;
    const first = beginning(bound);
    this.#kept = [first];
    this.#last = { step: 0, moment: first };
    this.#most = Math.min(mostKept, Math.max(4, Math.floor(keptBytes / first.amplitudes.byteLength)));
  }

  /** The moment after `step` instructions, or the last one where the circuit ends before. */
  at(step: number): Moment {
    const place = Math.min(Math.floor(step / this.#interval), this.#kept.length - 1);
    const kept = { step: place * this.#interval, moment: this.#kept[place] ?? this.#last.moment };
    const isNearer = this.#last.step <= step && this.#last.step >= kept.step;
    this.#last = this.#advance(isNearer ? this.#last : kept, step, () => undefined);
    return this.#last.moment;
  }

  /**
   * Goes through the run once, up to `steps` instructions, and tells of each moment on the way and the last one. Whoever
   * wants the state of one asks {@link at} for it.
   */
  pass(steps: number, visit: (passage: Passage, step: number) => void): void {
    this.#last = this.#advance({ step: 0, moment: beginning(this.bound) }, steps, visit);
    visit(this.#last.moment, this.#last.step);
  }

  /** From one moment to a later one, by way of a state that is changed in place. */
  #advance(
    { step: from, moment: first }: { readonly step: number; readonly moment: Moment },
    to: number,
    visit: (passage: Passage, step: number) => void,
  ): { readonly step: number; readonly moment: Moment } {
    let moment = from < to ? { ...first, amplitudes: first.amplitudes.slice() } : first;
    let step = from;
    for (; step < to && moment.point !== undefined; step++) {
      this.#keep(step, moment);
      visit(moment, step);
      moment = advanced(this.bound, moment, (one, place) => this.#outcome(one, place), inPlace);
    }
    return { step, moment };
  }

  #outcome(one: number, place: number): 0 | 1 {
    return (this.#outcomes[place] ??= this.#choose(one, place));
  }

  #keep(step: number, moment: Moment): void {
    if (step !== this.#kept.length * this.#interval) return;
    this.#kept.push({ ...moment, amplitudes: moment.amplitudes.slice() });
    if (this.#kept.length < this.#most) return;
    this.#kept = this.#kept.filter((_, place) => place % 2 === 0);
    this.#interval *= 2;
  }
}

/** The likelier outcome, 0 among equals. */
export const likelier: Choose = (one) => (one > 0.5 + 1e-9 ? 1 : 0);

/** The probability that a run takes the course that it took so far. */
export function courseProbability(moment: Moment): number {
  let product = 1;
  for (let outcome = moment.latest; outcome !== undefined; outcome = outcome.before)
    product *= outcome.probability;
  return product;
}
