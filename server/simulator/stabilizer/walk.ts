import { Refused } from '../run/refused.ts';
import { type Path, startOf } from '../run/machine.ts';
import { type Sweep, leastWeight, tolerance } from '../run/explore.ts';
import { binomial } from '../sampling/binomial.ts';
import type { CliffordProgram } from './clifford-program.ts';
import type { Watch } from './reference.ts';
import { type Action, type Stretch, behind, stretchFrom } from './stretch.ts';

/** A state that a walk takes along a path. */
export interface WalkingState<S> {
  /** Runs the codes of gates. */
  run(code: Int32Array, watch: Watch): void;
  /** The probability that a measurement finds 1; exactly 0 or 1 where that is certain. */
  probabilityOfOne(qubit: number): number;
  /** A measurement has found `value`, which was open and has the given probability. */
  find(qubit: number, value: 0 | 1, probability: number): void;
  /** Applies X. */
  flip(qubit: number): void;
  copy(): S;
}

/**
 * What happens where a run has reached its last stretch.
 *
 * @param state the state before the stretch, which belongs to the callee; behind its crossed part where there is one.
 * @param weight the number of shots or the probability that came here.
 * @param bits what the measurements in the crossed part found.
 */
export type AtLastStretch<S> = (stretch: Stretch, state: S, weight: number, bits: readonly number[]) => void;

/** The most paths of an exact run. */
const exactPaths = 2 ** 16;

/** The most paths of a run with shots. */
const shotPaths = 2 ** 20;

export interface WalkOptions {
  readonly program: CliffordProgram;
  readonly sweep: Sweep;
  /** See {@link stretchFrom}. */
  readonly leavesOut: boolean;
  /** How many copies of the state may wait. */
  readonly copies: number;
  readonly watch: Watch;
  /** What of the last stretch is carried out as well; nothing where it is left out. */
  readonly crossed?: (stretch: Stretch) => readonly Action[];
}

interface Place<S> {
  readonly stretch: Stretch;
  readonly state: S;
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
export class Walk<S extends WalkingState<S>> {
  readonly #options: WalkOptions;
  readonly #waiting: Place<S>[] = [];
  #paths = 0;
  #lost = 0;

  constructor(options: WalkOptions) {
    this.#options = options;
  }

  /** @param state |0…0⟩. */
  run(state: S, atLast: AtLastStretch<S>): void {
    const { program, sweep } = this.#options;
    const weight = sweep.kind === 'shots' ? sweep.shots : 1;
    this.#enter({ stretch: this.#stretchFrom(startOf(program)), state, at: 0, bits: [], weight }, atLast);
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop())
      this.#enter(next, atLast);
  }

  /** Follows one path to its last stretch. */
  #enter(start: Place<S>, atLast: AtLastStretch<S>): void {
    let place = start;
    for (;;) {
      const { state, stretch } = place;
      const { bits, weight } = this.#cross(place);
      if (weight === 0) return;
      if (stretch.ending !== undefined) {
        this.#countPath();
        return atLast(stretch, state, weight, bits);
      }
      const path = behind(stretch, (event) => bits[event] ?? 0);
      place = { stretch: this.#stretchFrom(path), state, at: 0, bits: [], weight };
    }
  }

  #stretchFrom(path: Path): Stretch {
    return stretchFrom(this.#options.program, path, this.#options.leavesOut);
  }

  /** Carries out the rest of a stretch; no weight is left where the path is too unlikely to follow. */
  #cross({ stretch, state, at, bits: before, weight }: Place<S>): Crossed {
    const { watch, crossed } = this.#options;
    const bits = [...before];
    let left = weight;
    const actions = stretch.ending === undefined ? stretch.actions : (crossed?.(stretch) ?? []);
    for (const [place, action] of actions.slice(at).entries()) {
      watch();
      if (action.kind === 'gates') state.run(action.code, watch);
      else {
        const next = { stretch, state, at: at + place + 1, bits, weight: left };
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
  #measure({ kind, qubit }: Measurement, next: Place<S>): { readonly bit: 0 | 1; readonly weight: number } {
    const { state, weight } = next;
    const one = state.probabilityOfOne(qubit);
    if (one === 0 || one === 1) {
      if (kind === 'reset' && one === 1) state.flip(qubit);
      return { bit: one, weight };
    }
    const { outcome: bit, kept, later } = this.#divide(weight, one);
    if (later > 0) {
      const other = state.copy();
      find(other, kind, qubit, bit === 1 ? 0 : 1, one);
      const bits = kind === 'measure' ? [...next.bits, 1 - bit] : [...next.bits];
      this.#keep({ ...next, state: other, bits, weight: later });
    }
    find(state, kind, qubit, bit, one);
    return { bit, weight: kept };
  }

  /** Divides the weight between two outcomes; the lighter side goes first. */
  #divide(
    weight: number,
    one: number,
  ): { readonly outcome: 0 | 1; readonly kept: number; readonly later: number } {
    const { sweep } = this.#options;
    const ones = sweep.kind === 'exact' ? weight * one : binomial(sweep.random, weight, one);
    const zeros = weight - ones;
    return zeros === 0 || (ones !== 0 && ones < zeros)
      ? { outcome: 1, kept: ones, later: zeros }
      : { outcome: 0, kept: zeros, later: ones };
  }

  #keep(place: Place<S>): void {
    this.#waiting.push(place);
    if (this.#waiting.length > this.#options.copies) throw tooManyCopies();
    if (this.#options.sweep.kind === 'exact' && this.#waiting.length + this.#paths > exactPaths)
      throw tooManyPaths();
  }

  #countPath(): void {
    if (++this.#paths > (this.#options.sweep.kind === 'exact' ? exactPaths : shotPaths)) throw tooManyPaths();
  }
}

function find<S extends WalkingState<S>>(
  state: S,
  kind: Measurement['kind'],
  qubit: number,
  bit: 0 | 1,
  one: number,
): void {
  state.find(qubit, bit, bit === 1 ? one : 1 - one);
  if (kind === 'reset' && bit === 1) state.flip(qubit);
}

function tooManyCopies(): Refused {
  return new Refused(
    'too-large',
    'What measurements decide on the way needs more copies of the state than the memory limit allows.',
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
