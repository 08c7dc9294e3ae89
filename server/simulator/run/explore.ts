import type { Random } from '../../base/index.ts';
import type { Evolution, Program, Step } from '../program/step.ts';
import { binomial } from '../sampling/binomial.ts';
import type { Method } from '../simulator.ts';
import { type Path, pathBehind, startOf } from './machine.ts';
import { Refused } from './refused.ts';
import { type Ending, trace } from './trace.ts';

/** How a run goes through the outcomes of measurements on the way: by so many shots, or through all of them. */
export type Sweep =
  { readonly kind: 'shots'; readonly shots: number; readonly random: Random } | { readonly kind: 'exact' };

/** What happens at the end of each path; `weight` is the path's number of shots or its probability. */
export type AtEnding = (ending: Ending, weight: number) => void;

/** The state of the qubits of a program; one that is pure takes programs without channels only. */
export interface EvolvingState {
  /** Probabilities below this are rounding. */
  readonly leastProbability: number;
  /** Returns to |0…0⟩. */
  prepare(): void;
  run(operations: readonly Evolution[], onProgress: (fraction: number) => void): void;
  /** The probability that a measurement of `qubit` finds `value`. */
  probabilityOf(qubit: number, value: 0 | 1): number;
  /** Makes it the state behind a measurement that found `value`, which has the given probability. */
  collapse(qubit: number, value: 0 | 1, probability: number): void;
  flip(qubit: number): void;
  copy(): Float64Array;
  restore(copy: Float64Array): void;
}

export interface Exploration {
  readonly program: Program;
  readonly state: EvolvingState;
  readonly sweep: Sweep;
  readonly dropsResets: boolean;
  /** Whether the state can be a mixture, so that resets open no paths. */
  readonly isMixed?: boolean;
  /** How many copies of the state may be kept for later. */
  readonly copies: number;
  readonly atEnding: AtEnding;
  /** Called between operations with the share of the work done; may throw to stop. */
  readonly onProgress: (fraction: number) => void;
}

/** A path less likely than this is left out of an exact run. */
export const leastWeight = 1e-16;

/** An exact run may leave out this much probability. */
export const tolerance = 1e-12;

/** A path with less than this share of a run tells its progress only at its end. */
const toldWeight = 0.01;

/** The most paths of an exact run. */
const exactPaths = 4096;

/** The most paths of a run with more shots than can be followed one by one. */
const shotPaths = 2 ** 20;

/**
 * A path that waits: its start, the outcomes that its first measurements are to have, and the state to start from, or
 * nothing where no copy could be kept and the path starts from |0…0⟩ again.
 */
interface Waiting {
  readonly path: Path;
  readonly outcomes: readonly (0 | 1)[];
  readonly weight: number;
  readonly state: Float64Array | undefined;
}

/**
 * Runs a program along every path that measurements open. Shots that share their outcomes share the work: at each
 * measurement a binomial draw divides them, and the state is copied once for the side that waits.
 */
export function explore(exploration: Exploration): Method {
  return new Explorer(exploration).run();
}

class Explorer {
  readonly #exploration: Exploration;
  readonly #waiting: Waiting[] = [];
  readonly #total: number;
  #copies = 0;
  #paths = 0;
  #done = 0;
  #lost = 0;
  #method: Method = 'statevector';

  constructor(exploration: Exploration) {
    this.#exploration = exploration;
    this.#total = exploration.sweep.kind === 'shots' ? exploration.sweep.shots : 1;
  }

  run(): Method {
    this.#follow(startOf(this.#exploration.program), [], [], this.#total);
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) this.#resume(next);
    return this.#method;
  }

  #resume({ path, outcomes, weight, state }: Waiting): void {
    if (state === undefined) {
      this.#exploration.state.prepare();
      return this.#follow(startOf(this.#exploration.program), [], outcomes, weight);
    }
    this.#copies--;
    this.#exploration.state.restore(state);
    this.#follow(path, outcomes.slice(0, -1), outcomes.slice(-1), weight);
  }

  /**
   * Follows one path to its end.
   *
   * @param past outcomes of the measurements before `path`.
   * @param forced outcomes of those that come next.
   */
  #follow(path: Path, past: readonly (0 | 1)[], forced: readonly (0 | 1)[], weight: number): void {
    const { program, dropsResets, isMixed, atEnding } = this.#exploration;
    const outcomes = [...past];
    let place = path;
    let share = weight;
    for (;;) {
      const ahead = trace(program, place, dropsResets, { isMixed });
      this.#evolve(ahead.operations, ahead.kind === 'finished', share);
      if (ahead.kind === 'finished') {
        this.#countPath();
        atEnding(ahead.ending, share);
        this.#done += share;
        return this.#exploration.onProgress(this.#done / this.#total);
      }
      place = ahead.path;
      if (ahead.kind === 'partial') continue;
      const { outcome, weight: rest } = this.#measure(
        place,
        outcomes,
        forced[outcomes.length - past.length],
        share,
      );
      share = rest;
      outcomes.push(outcome);
      place = this.#behind(place, outcome);
    }
  }

  /**
   * Applies operations and tells progress: what has ended, and of a path that goes to its end now, its part that is
   * done. What shots share before they part tells nothing of how long they will take.
   */
  #evolve(operations: readonly Evolution[], goesToEnd: boolean, weight: number): void {
    const { state, onProgress } = this.#exploration;
    const share = goesToEnd ? weight : 0;
    const isTold = this.#paths === 0 || weight > this.#total * toldWeight;
    state.run(operations, (fraction) => {
      if (isTold) onProgress((this.#done + share * fraction) / this.#total);
    });
  }

  /** Measures the qubit of the step at `path`; the outcome that is not followed now waits. */
  #measure(
    path: Path,
    past: readonly (0 | 1)[],
    forced: 0 | 1 | undefined,
    weight: number,
  ): { readonly outcome: 0 | 1; readonly weight: number } {
    this.#method = 'trajectories';
    const { state } = this.#exploration;
    const qubit = measuredQubit(this.#exploration.program.steps[path.at]);
    const chosen =
      forced === undefined
        ? this.#choose(
            path,
            past,
            weight,
            certain(state.probabilityOf(qubit, 1), 10 * state.leastProbability),
          )
        : { outcome: forced, weight };
    state.collapse(qubit, chosen.outcome, state.probabilityOf(qubit, chosen.outcome));
    return chosen;
  }

  #choose(
    path: Path,
    past: readonly (0 | 1)[],
    weight: number,
    one: number,
  ): { readonly outcome: 0 | 1; readonly weight: number } {
    const [zeros, ones] = this.#divide(weight, one);
    // The lighter side goes first: so at most log2(shots) states wait.
    const outcome = zeros === 0 || (ones !== 0 && ones < zeros) ? 1 : 0;
    const [now, later] = outcome === 1 ? [ones, zeros] : [zeros, ones];
    if (later > 0) this.#keep({ path, outcomes: [...past, outcome === 1 ? 0 : 1], weight: later });
    return { outcome, weight: now };
  }

  /** The weights of the outcomes 0 and 1. */
  #divide(weight: number, one: number): readonly [number, number] {
    const { sweep } = this.#exploration;
    if (sweep.kind === 'shots') {
      const ones = binomial(sweep.random, weight, one);
      return [weight - ones, ones];
    }
    return [this.#kept(weight * (1 - one), one < 0.5), this.#kept(weight * one, one >= 0.5)];
  }

  /** The weight of a path of an exact run, or 0 where it is too unlikely to follow; the likelier side always stays. */
  #kept(weight: number, isLikelier: boolean): number {
    if (isLikelier || weight >= leastWeight) return weight;
    this.#lost += weight;
    if (this.#lost > tolerance) throw notExact();
    return 0;
  }

  #keep(waiting: Omit<Waiting, 'state'>): void {
    const fits = this.#copies < this.#exploration.copies;
    if (fits) this.#copies++;
    this.#waiting.push({ ...waiting, state: fits ? this.#exploration.state.copy() : undefined });
    if (this.#exploration.sweep.kind === 'exact' && this.#waiting.length + this.#paths > exactPaths)
      throw notExact();
  }

  /** The place behind a measurement or reset that was carried out. */
  #behind(path: Path, outcome: 0 | 1): Path {
    const { program, state } = this.#exploration;
    const step = program.steps[path.at];
    if (step?.kind === 'reset' && outcome === 1) state.flip(step.qubit);
    return pathBehind(program, path, outcome);
  }

  #countPath(): void {
    const limit = this.#exploration.sweep.kind === 'exact' ? exactPaths : shotPaths;
    if (++this.#paths > limit) throw this.#exploration.sweep.kind === 'exact' ? notExact() : tooManyPaths();
  }
}

/** A probability without what rounding makes of 0 and 1. */
export function certain(probability: number, least: number): number {
  if (probability < least) return 0;
  return probability > 1 - least ? 1 : probability;
}

/** The qubit of a step that stops a trace. */
export function measuredQubit(step: Step | undefined): number {
  if (step?.kind === 'measure' || step?.kind === 'reset') return step.qubit;
  throw new Error('only a measurement or a reset stops a trace');
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
