import { Random } from '../base/index.ts';
import {
  type Bound,
  type Moment,
  type Site,
  Timeline,
  type TracedCircuit,
  siteAt,
} from '../circuit/index.ts';
import { DebugFault } from './fault.ts';

/** A place where a run can stand: before a statement, or at the circuit's end where there is no `site`. */
export interface Mark {
  /** Its moment on the timeline. */
  readonly step: number;
  readonly site?: Site;
}

/** Instructions between two statements; beyond that the circuit repeats something that does nothing. */
const mostBetween = 1_000_000;

/** Statements that one session follows. */
const mostMarks = 2_000_000;

/** One run of a circuit that goes from statement to statement, forwards and backwards. */
export class Execution {
  readonly #traced: TracedCircuit;
  readonly bound: Bound;
  readonly #timeline: Timeline;
  readonly #marks: Mark[] = [];
  #place = 0;

  /** @param seed decides the outcomes of measurements, each by its probability. */
  constructor(traced: TracedCircuit, bound: Bound, seed: number) {
    const random = new Random(seed);
    this.#traced = traced;
    this.bound = bound;
    this.#timeline = new Timeline(bound, (one) => (random.next() < one ? 1 : 0));
    this.#marks.push(this.#markFrom(0));
  }

  get mark(): Mark {
    return this.#marks[this.#place] ?? { step: 0 };
  }

  get moment(): Moment {
    return this.#timeline.at(this.mark.step);
  }

  get isAtStart(): boolean {
    return this.#place === 0;
  }

  get isAtEnd(): boolean {
    return this.mark.site === undefined;
  }

  /** Goes to the next statement that is carried out, or to the end. */
  forward(): void {
    if (this.isAtEnd) return;
    if (this.#place + 1 === this.#marks.length) this.#marks.push(this.#markFrom(this.mark.step + 1));
    this.#place += 1;
  }

  /** Goes to the statement that was carried out last. */
  back(): void {
    if (!this.isAtStart) this.#place -= 1;
  }

  #markFrom(first: number): Mark {
    if (this.#marks.length >= mostMarks)
      throw new DebugFault(`The circuit went on for ${mostMarks.toLocaleString('en')} statements.`);
    for (let step = first; step < first + mostBetween; step++) {
      const moment = this.#timeline.at(step);
      if (moment.point === undefined) return { step };
      const site = siteAt(this.#traced, moment);
      if (site !== undefined) return { step, site };
    }
    throw new DebugFault('The circuit repeats a loop that does nothing and never ends.');
  }
}
