import type { Bindings, Circuit, Observable } from '../circuit/index.ts';
import type {
  Estimate,
  Forecast,
  Gradient,
  GradientOptions,
  RunHooks,
  Samples,
  Simulated,
  StateVector,
  Wanted,
} from '../simulator/index.ts';

/** How often and with which seed a backend runs a circuit. */
export interface ExecutionOptions {
  /** `undefined` means exact. */
  readonly shots: number | undefined;
  readonly seed: number;
}

/** What a run will need, with what it costs in US dollars; free where that is left out. */
export interface PricedForecast extends Forecast {
  readonly cost?: number;
}

/**
 * Where circuits run. Every provider's own bit order, units and JSON end behind this interface; results follow the
 * conventions of `simulator/simulator.ts`.
 */
export interface Backend {
  readonly name: string;
  /** Shots of tasks that name none; `undefined` leaves the choice to the run. */
  readonly defaultShots: number | undefined;
  /** The seed that the file gives this backend. */
  readonly seed: number | undefined;
  /** Names of gates, and of groups of them, that its noise follows; circuits for it say where gates made of others end. */
  readonly noisyGates: readonly string[];
  forecast(circuit: Circuit, options: ExecutionOptions, wanted: Wanted): Promise<Simulated<PricedForecast>>;
  sample(
    circuit: Circuit,
    bindings: Bindings,
    options: ExecutionOptions,
    hooks: RunHooks,
  ): Promise<Simulated<Samples>>;
  estimate(
    circuit: Circuit,
    bindings: Bindings,
    observable: Observable,
    options: ExecutionOptions,
    hooks: RunHooks,
  ): Promise<Simulated<Estimate>>;
  /** Estimates for several sets of parameters, in their order. */
  estimateBatch(
    circuit: Circuit,
    sets: readonly Bindings[],
    observable: Observable,
    options: ExecutionOptions,
    hooks: RunHooks,
  ): Promise<Simulated<readonly Estimate[]>>;
  /** Gradients at several sets of parameters, in their order. */
  gradientBatch(
    circuit: Circuit,
    sets: readonly Bindings[],
    observable: Observable,
    options: ExecutionOptions & Pick<GradientOptions, 'rule'>,
    hooks: RunHooks,
  ): Promise<Simulated<readonly Gradient[]>>;
  gradient(
    circuit: Circuit,
    bindings: Bindings,
    observable: Observable,
    options: ExecutionOptions & Pick<GradientOptions, 'rule'>,
    hooks: RunHooks,
  ): Promise<Simulated<Gradient>>;
  state(
    circuit: Circuit,
    bindings: Bindings,
    options: ExecutionOptions,
    hooks: RunHooks,
  ): Promise<Simulated<StateVector>>;
}
