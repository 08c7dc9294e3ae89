import type { Program } from '../program/step.ts';
import { type Sweep, leastWeight, tolerance } from '../run/explore.ts';
import { type Path, startOf } from '../run/machine.ts';
import { Refused } from '../run/refused.ts';
import type { OnProgress } from '../run/run.ts';
import { type Action, type Stretch, behind, stretchFrom } from '../run/stretch.ts';
import { binomial } from '../sampling/binomial.ts';
import { type BoundGate, boundGates, oneQubitGate } from './bound-gate.ts';
import { deferrals } from './deferrals.ts';
import type { PureState } from './pure-state.ts';

type Gates = readonly BoundGate[];

/** Less than this is rounding: an outcome that cannot occur. */
const leastProbability = 1e-14;

/** The most paths of an exact run. */
const exactPaths = 4096;

/** The most paths of a run with shots. */
const shotPaths = 2 ** 20;

/** Where a path ends: only qubits that are left to look at follow. */
export interface PureEnding {
  readonly stretch: Stretch<Gates>;
  readonly state: PureState;
  /** What each measurement of the stretch has found, or the qubit that is left to look at. */
  readonly events: readonly (0 | 1 | { readonly qubit: number })[];
}

export interface PureWalkOptions {
  readonly program: Program;
  readonly sweep: Sweep;
  /** What comes last: see {@link deferrals} and `leavesOut` of {@link stretchFrom}. */
  readonly end: 'bits' | 'qubits' | 'observable';
  readonly start: () => PureState;
  /** Bytes that the states may take together. */
  readonly memoryLimit: number;
  readonly onProgress: OnProgress;
}

interface Place {
  readonly stretch: Stretch<Gates>;
  readonly state: PureState;
  /** The next action of the stretch. */
  readonly at: number;
  readonly events: PureEnding['events'];
  readonly weight: number;
}

/**
 * Follows a pure state along the outcomes of measurements on the way. Shots that share their outcomes share the work:
 * at each measurement they are divided, and the state is copied for those that wait.
 */
export class PureWalk {
  readonly #options: PureWalkOptions;
  readonly #coder = boundGates();
  readonly #waiting: Place[] = [];
  readonly #total: number;
  #paths = 0;
  #done = 0;
  #lost = 0;
  /** Whether a measurement or reset had to be carried out. */
  hasMeasured = false;

  constructor(options: PureWalkOptions) {
    this.#options = options;
    this.#total = options.sweep.kind === 'shots' ? options.sweep.shots : 1;
  }

  run(atEnding: (ending: PureEnding, weight: number) => void): void {
    const stretch = this.#stretchFrom(startOf(this.#options.program));
    this.#waiting.push({ stretch, state: this.#options.start(), at: 0, events: [], weight: this.#total });
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      const end = this.#follow(next);
      if (end === undefined) continue;
      this.#countPath();
      atEnding(end, end.weight);
      this.#done += end.weight;
      this.#options.onProgress(this.#done / this.#total);
    }
  }

  #stretchFrom(path: Path): Stretch<Gates> {
    return stretchFrom(this.#options.program, path, this.#options.end === 'observable', this.#coder);
  }

  /** Follows one path to its end; nothing where it is too unlikely. */
  #follow(start: Place): Place | undefined {
    let place = this.#cross(start);
    while (place?.stretch.ending === undefined) {
      if (place === undefined) return undefined;
      const { stretch, state, weight, events } = place;
      const path = behind(stretch, (event) => (events[event] === 1 ? 1 : 0));
      place = this.#cross({ stretch: this.#stretchFrom(path), state, at: 0, events: [], weight });
    }
    return place;
  }

  /** Carries out the rest of a stretch. */
  #cross(place: Place): Place | undefined {
    const { stretch, state } = place;
    const events = [...place.events];
    const deferred = deferrals(stretch, this.#options.end);
    let { weight } = place;
    for (let at = place.at; at < stretch.actions.length; at++) {
      const action = stretch.actions[at]!;
      if (action.kind === 'gates') this.#evolve(state, action.code, weight);
      else if (deferred.has(action)) {
        if (action.kind === 'measure') events.push({ qubit: action.qubit });
      } else {
        const kept = this.#measure(action, { stretch, state, at: at + 1, events, weight });
        if (kept === undefined) return undefined;
        if (action.kind === 'measure') events.push(kept.bit);
        weight = kept.weight;
      }
    }
    return { stretch, state, at: stretch.actions.length, events, weight };
  }

  #evolve(state: PureState, gates: Gates, weight: number): void {
    const { onProgress } = this.#options;
    state.run(gates, (fraction) => onProgress((this.#done + weight * fraction) / this.#total));
  }

  /** Measures or resets a qubit; the outcome that is not followed now waits. */
  #measure(
    { kind, qubit }: Exclude<Action<Gates>, { kind: 'gates' }>,
    next: Place,
  ): { readonly bit: 0 | 1; readonly weight: number } | undefined {
    this.hasMeasured = true;
    const { state } = next;
    const [zeros, ones] = this.#divide(next.weight, certain(state.oddsOf(qubit)));
    // The lighter side goes first: so at most log2(shots) states wait.
    const bit = zeros === 0 || (ones !== 0 && ones < zeros) ? 1 : 0;
    const [weight, later] = bit === 1 ? [ones, zeros] : [zeros, ones];
    if (later > 0) {
      const other = state.copy();
      find(other, kind, qubit, bit === 1 ? 0 : 1);
      const events =
        kind === 'measure' ? [...next.events, bit === 1 ? (0 as const) : (1 as const)] : [...next.events];
      this.#keep({ ...next, state: other, events, weight: later });
    }
    if (weight === 0) return undefined;
    find(state, kind, qubit, bit);
    return { bit, weight };
  }

  /** The weights of the outcomes 0 and 1. */
  #divide(weight: number, one: number): readonly [number, number] {
    const { sweep } = this.#options;
    if (sweep.kind === 'exact') return [this.#kept(weight * (1 - one)), this.#kept(weight * one)];
    const ones = binomial(sweep.random, weight, one);
    return [weight - ones, ones];
  }

  /** The weight of a path of an exact run, or 0 where it is too unlikely to follow. */
  #kept(weight: number): number {
    if (weight >= leastWeight) return weight;
    this.#lost += weight;
    if (this.#lost > tolerance) throw notExact();
    return 0;
  }

  #keep(place: Place): void {
    this.#waiting.push(place);
    if (this.#waiting.reduce((bytes, { state }) => bytes + state.bytes, 0) > this.#options.memoryLimit)
      throw tooManyCopies();
    if (this.#options.sweep.kind === 'exact' && this.#waiting.length + this.#paths > exactPaths)
      throw notExact();
  }

  #countPath(): void {
    const isExact = this.#options.sweep.kind === 'exact';
    if (++this.#paths > (isExact ? exactPaths : shotPaths)) throw isExact ? notExact() : tooManyPaths();
  }
}

const x = [0, 0, 1, 0, 1, 0, 0, 0];

function find(state: PureState, kind: 'measure' | 'reset', qubit: number, bit: 0 | 1): void {
  state.collapse(qubit, bit);
  if (kind === 'reset' && bit === 1) state.run([oneQubitGate(qubit, ...x)], () => undefined);
}

/** A probability without what rounding makes of 0 and 1. */
function certain(probability: number): number {
  if (probability < leastProbability) return 0;
  return probability > 1 - leastProbability ? 1 : probability;
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
    'What measurements decide on the way needs more copies of the state than the memory limit allows.',
    'Raise the limit with simulator(memory: …), in GiB, or take fewer shots.',
  );
}
