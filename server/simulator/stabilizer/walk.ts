import { Refused } from '../run/refused.ts';
import { type Path, startOf } from '../run/machine.ts';
import { type Sweep, leastWeight, tolerance } from '../run/explore.ts';
import { binomial } from '../sampling/binomial.ts';
import type { CliffordProgram } from './clifford-program.ts';
import { type Watch, runCode } from './reference.ts';
import { type Action, type Stretch, behind, stretchFrom } from './stretch.ts';
import { Tableau } from './tableau.ts';

/**
 * What happens where a run has reached its last stretch.
 *
 * @param tableau the state before the stretch, which belongs to the callee.
 * @param weight the number of shots or the probability that came here.
 */
export type AtLastStretch = (stretch: Stretch, tableau: Tableau, weight: number) => void;

/** The most paths of an exact run. */
const exactPaths = 2 ** 16;

/** The most paths of a run with shots. */
const shotPaths = 2 ** 20;

export interface WalkOptions {
  readonly program: CliffordProgram;
  readonly sweep: Sweep;
  /** See {@link stretchFrom}. */
  readonly leavesOut: boolean;
  /** How many tableaus may wait. */
  readonly copies: number;
  readonly watch: Watch;
}

interface Place {
  readonly stretch: Stretch;
  readonly tableau: Tableau;
  /** The next action of the stretch. */
  readonly at: number;
  readonly bits: readonly number[];
  readonly weight: number;
}

interface Crossed {
  readonly bits: readonly number[];
  readonly weight: number;
}

type Measurement = Exclude<Action, { kind: 'gates' }>;

/**
 * Follows the outcomes on which control flow depends, up to the last stretch of each path. Shots that share their
 * outcomes share the work: at each open measurement they are divided, and the state is copied for those that wait.
 */
export class Walk {
  readonly #options: WalkOptions;
  readonly #waiting: Place[] = [];
  #paths = 0;
  #lost = 0;

  constructor(options: WalkOptions) {
    this.#options = options;
  }

  run(atLast: AtLastStretch): void {
    const { program, sweep } = this.#options;
    const weight = sweep.kind === 'shots' ? sweep.shots : 1;
    const tableau = new Tableau(program.qubits);
    this.#enter({ stretch: this.#stretchFrom(startOf(program)), tableau, at: 0, bits: [], weight }, atLast);
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop())
      this.#enter(next, atLast);
  }

  /** Follows one path to its last stretch. */
  #enter(start: Place, atLast: AtLastStretch): void {
    let place = start;
    while (place.stretch.ending === undefined) {
      const { tableau, stretch } = place;
      const { bits, weight } = this.#cross(place);
      if (weight === 0) return;
      const path = behind(stretch, (event) => bits[event] ?? 0);
      place = { stretch: this.#stretchFrom(path), tableau, at: 0, bits: [], weight };
    }
    this.#countPath();
    atLast(place.stretch, place.tableau, place.weight);
  }

  #stretchFrom(path: Path): Stretch {
    return stretchFrom(this.#options.program, path, this.#options.leavesOut);
  }

  /** Carries out the rest of a stretch; no weight is left where the path is too unlikely to follow. */
  #cross({ stretch, tableau, at, bits: before, weight }: Place): Crossed {
    const { watch } = this.#options;
    const bits = [...before];
    let left = weight;
    for (const [place, action] of stretch.actions.slice(at).entries()) {
      watch();
      if (action.kind === 'gates') runCode(tableau, action.code, watch);
      else {
        const next = { stretch, tableau, at: at + place + 1, bits, weight: left };
        const { bit, weight: kept } = this.#measure(action, next);
        if (kept < leastWeight) return this.#abandon(kept);
        if (action.kind === 'measure') bits.push(bit);
        left = kept;
      }
    }
    return { bits, weight: left };
  }

  #abandon(weight: number): Crossed {
    this.#lost += weight;
    if (this.#lost > tolerance) throw tooManyPaths();
    return { bits: [], weight: 0 };
  }

  /** Measures or resets a qubit; the outcome that is not followed now waits. */
  #measure({ kind, qubit }: Measurement, next: Place): { readonly bit: 0 | 1; readonly weight: number } {
    const { tableau, weight } = next;
    const pivot = tableau.pivotOf(qubit);
    if (pivot < 0) {
      const bit = tableau.certainOutcome(qubit);
      if (kind === 'reset' && bit === 1) tableau.flip(qubit);
      return { bit, weight };
    }
    const { outcome: bit, kept, later } = this.#divide(weight);
    if (later > 0) {
      const other = tableau.copy();
      find(other, kind, qubit, pivot, bit === 1 ? 0 : 1);
      const bits = kind === 'measure' ? [...next.bits, 1 - bit] : [...next.bits];
      this.#keep({ ...next, tableau: other, bits, weight: later });
    }
    find(tableau, kind, qubit, pivot, bit);
    return { bit, weight: kept };
  }

  /** Divides the weight between two outcomes of the same probability; the lighter side goes first. */
  #divide(weight: number): { readonly outcome: 0 | 1; readonly kept: number; readonly later: number } {
    if (this.#options.sweep.kind === 'exact') return { outcome: 0, kept: weight / 2, later: weight / 2 };
    const ones = binomial(this.#options.sweep.random, weight, 0.5);
    const zeros = weight - ones;
    return zeros === 0 || (ones !== 0 && ones < zeros)
      ? { outcome: 1, kept: ones, later: zeros }
      : { outcome: 0, kept: zeros, later: ones };
  }

  #keep(place: Place): void {
    this.#waiting.push(place);
    if (this.#waiting.length > this.#options.copies) throw tooManyCopies();
    if (this.#options.sweep.kind === 'exact' && this.#waiting.length + this.#paths > exactPaths)
      throw tooManyPaths();
  }

  #countPath(): void {
    if (++this.#paths > (this.#options.sweep.kind === 'exact' ? exactPaths : shotPaths)) throw tooManyPaths();
  }
}

function find(tableau: Tableau, kind: Measurement['kind'], qubit: number, pivot: number, bit: 0 | 1): void {
  tableau.collapse(qubit, pivot, bit);
  if (kind === 'reset' && bit === 1) tableau.flip(qubit);
}

function tooManyCopies(): Refused {
  return new Refused(
    'too-large',
    'What measurements decide on the way needs more copies of the stabilizer tableau than the memory limit allows.',
    'Raise the limit with simulator(memory: …), in GiB, or use fewer qubits.',
  );
}

function tooManyPaths(): Refused {
  return new Refused(
    'not-exact',
    `What measurements decide on the way opens more than ${exactPaths.toLocaleString('en')} paths, too many to follow.`,
    'Ask for a number of shots, or for fewer.',
  );
}
