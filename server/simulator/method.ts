import type { Span } from '../base/index.ts';
import type { Bindings, Circuit, Observable } from '../circuit/index.ts';
import type { TurnedTerm } from './pauli/words.ts';
import type { Job, OnProgress } from './run/run.ts';
import type {
  Estimate,
  GradientOptions,
  Method,
  Samples,
  SimulationOptions,
  StateVector,
} from './simulator.ts';

/** What a run is asked for. */
export type Wanted = { readonly kind: 'sample' } | WantedEstimate | { readonly kind: 'state' };

/** An expectation value; an exact one with its variance where that is asked for and the method can tell it. */
export interface WantedEstimate {
  readonly kind: 'estimate';
  readonly observable: Observable;
  readonly hasVariance?: boolean;
  /** Whether its derivatives are wanted as well, and by which rule. */
  readonly gradient?: NonNullable<GradientOptions['rule']>;
  /** Words that take qubits left out of the circuit to another state than |0⟩: they count in the variance alone. */
  readonly scattered?: readonly (readonly TurnedTerm[])[];
}

/** What is known of a run when its method is chosen; its circuit has no idle qubits any more, save for a state. */
export interface Prospect {
  readonly circuit: Circuit;
  /** Nothing where the parameters are not known yet. */
  readonly bindings: Bindings | undefined;
  readonly options: SimulationOptions;
  readonly wanted: Wanted;
  /** Whether a method may be tried that may turn out not to be able to do it, because no other can. */
  readonly isTentative?: boolean;
}

export type EstimateProspect = Prospect & { readonly wanted: WantedEstimate };

/** Why a method cannot do a run. */
export interface Obstacle {
  /** A clause without a full stop, such as "the stabilizer method is not possible because of `t`". */
  readonly clause: string;
  /** The way out, in sentences. */
  readonly help: string;
  /** The statement that the end of the clause speaks of. */
  readonly span?: Span;
}

/**
 * A method as far as the choice is concerned. It computes nothing of the run, so that forecasts cost little, and it is
 * asked in the caller's thread.
 */
export interface MethodProfile {
  readonly name: Method;
  /** Words for people, such as "dense state". */
  readonly title: string;
  /** Whether results may be off by more than rounding and chance; such a method is chosen when no other is possible. */
  readonly isApproximate: boolean | ((prospect: Prospect) => boolean);
  /** Whether it is there for noise: without noise it is taken only where it is asked for. */
  readonly isForNoise?: boolean;
  /** Why the method cannot do the run, or nothing; a lack of memory need not be told here. */
  obstacle(prospect: Prospect): Obstacle | undefined;
  /** Bytes. */
  memory(prospect: Prospect): number;
  /** A forecast of the time that the run takes; asked only where there is no obstacle. */
  seconds(prospect: Prospect): number;
}

/** What a method computed, and how: the dense engine tells whether it had to follow trajectories. */
export interface Computed<T> {
  readonly method: Method;
  readonly value: T;
  /** See {@link Simulated}. */
  readonly truncation?: number;
  readonly note?: string;
}

/**
 * The half of a method that computes. Each call may end with {@link Refused}; where that says `not-exact` or
 * `too-large`, the next method of the choice is tried.
 */
export interface MethodRuns {
  sample(job: Job, onProgress: OnProgress): Computed<Samples>;
  estimate(job: Job, wanted: WantedEstimate, onProgress: OnProgress): Computed<Estimate>;
  /** Methods without it have an obstacle where a state is wanted. */
  state?(job: Job, onProgress: OnProgress): Computed<StateVector>;
}
