import type { CancellationToken } from '../base/index.ts';

/** A set of parameters. */
export type Point = readonly number[];

/** A value with its derivatives by each parameter. */
export interface Slope {
  readonly value: number;
  readonly gradient: Point;
}

/**
 * What is to be made small. `before` is how many values and slopes were asked for until now: a noisy objective seeds itself
 * from it, so that a resumed run sees the same noise.
 */
export interface Objective {
  /** The values at several points, in their order. */
  values(points: readonly Point[], before: number): Promise<readonly number[]>;
  /** Absent where there are no derivatives. */
  slope?(point: Point, before: number): Promise<Slope>;
  /** |⟨ψ(x)|ψ(y)⟩|² for each pair of points; absent where points stand for no states. */
  fidelities?(pairs: readonly (readonly [Point, Point])[]): Promise<readonly number[]>;
  /** Whether the same point always has the same value. */
  readonly isExact: boolean;
}

/** The least and the largest value of each parameter; infinite where there is none. */
export interface Bounds {
  readonly lower: Point;
  readonly upper: Point;
}

export interface MinimizeOptions {
  readonly cancellation?: CancellationToken;
  /** Seeds the random choices of the method. */
  readonly seed: number;
  readonly bounds?: Bounds;
  /** Ends after so many iterations, whatever the method's own limit. */
  readonly maxIterations?: number;
  /** Ends as soon as a value at or below this one is seen. */
  readonly threshold?: number;
  /** Where an earlier run of the same method, objective, start and options got to. */
  readonly checkpoint?: Checkpoint;
}

/** One answer of the objective: values, fidelities, or a slope. */
export type Answer = readonly number[] | Slope;

/**
 * All that a run needs to go on where it was: what the objective has answered so far. Methods are deterministic, so a run
 * that is given the same answers asks the same questions and arrives at the same state, bit by bit.
 */
export interface Checkpoint {
  readonly start: Point;
  readonly answers: readonly Answer[];
}

/** Where a method stands after one of its iterations. */
export interface Iteration {
  /** Counted from 1. */
  readonly iteration: number;
  readonly x: Point;
  /** The value at `x`, or the method's best guess of it. */
  readonly value: number;
  /** The least value of all that were seen. */
  readonly best: number;
  /** Values and slopes asked for until now. */
  readonly evaluations: number;
  readonly checkpoint: Checkpoint;
}

/**
 * Why a run ended: `converged` by the method's tolerance, `threshold` reached, out of `iterations` or `evaluations`,
 * `stalled` where rounding or noise leave no way down, `not-finite` where the objective has no number.
 */
export type StopReason = 'converged' | 'threshold' | 'iterations' | 'evaluations' | 'stalled' | 'not-finite';

export interface Minimum {
  readonly x: Point;
  readonly value: number;
  /** Values asked for, those of slopes included. */
  readonly evaluations: number;
  readonly gradients: number;
  readonly iterations: number;
  readonly stopped: StopReason;
}

/** A method that is set up. */
export interface Optimizer {
  readonly name: string;
  /** Yields each iteration and returns the minimum. @throws {Cancelled} @throws {UnfitObjective} */
  minimize(objective: Objective, start: Point, options: MinimizeOptions): AsyncGenerator<Iteration, Minimum>;
}

/** The objective, the start or the bounds do not fit the method; the message says why and what to do. */
export class UnfitObjective extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnfitObjective';
  }
}
