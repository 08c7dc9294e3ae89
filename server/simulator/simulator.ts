import type { ListenableToken, Span } from '../base/index.ts';
import type { Bindings, Circuit, NoiseModel, Observable } from '../circuit/index.ts';
import type { Precision, gradientRules, simulationMethods } from '../library/index.ts';
import type { Wanted } from './method.ts';

/** How a circuit is simulated; `trajectories` are state vectors along the outcomes of measurements. */
export type Method =
  'statevector' | 'trajectories' | 'density' | 'stabilizer' | 'extended_stabilizer' | 'mps' | 'sparse';

/** What a caller may ask for; `auto` leaves the choice to the circuit. */
export type MethodChoice = (typeof simulationMethods)[number];

export interface SimulationOptions {
  /** The number of repetitions; `undefined` means exact. */
  readonly shots: number | undefined;
  readonly seed: number;
  /** Whether a result from memory will do; yes where it is left out. */
  readonly isCached?: boolean;
  /** Bytes that the state may take. */
  readonly memoryLimit: number;
  /** `auto` where it is left out. */
  readonly method?: MethodChoice;
  /** Threads of a dense state; the fastest number where it is left out. No bit of a result hangs on it. */
  readonly threads?: number;
  /** The same bits on every machine, a little slower. */
  readonly reproducible?: boolean;
  /** `double` where it is left out; `single` keeps a dense state to about seven digits, in half the memory and time. */
  readonly precision?: Precision;
  /** The most terms that a matrix product state has between neighbouring qubits. */
  readonly bond?: number;
  /** The share of the weight, a probability, that each step of a matrix product state may leave out. */
  readonly cutoff?: number;
  /** What goes wrong on the way; nothing where it is left out. */
  readonly noise?: NoiseModel;
}

/** Where in a sentence, counted in characters, a host may add the line of the statement that the words before name. */
export interface Place {
  readonly behind: number;
  readonly span: Span;
}

/** What a run will need, known before it starts. */
export interface Forecast {
  readonly method: Method;
  readonly qubits: number;
  /** Bytes of the simulator's memory. */
  readonly memory: number;
  /** A rough forecast. */
  readonly seconds: number;
  /** For people, such as "22 qubits, 71 % Clifford → dense state, 64 MiB, about 1.2 s". */
  readonly summary: string;
  readonly places: readonly Place[];
}

/**
 * Why a circuit cannot be simulated: a closed set, so that every host can answer each.
 * `message` is one sentence, `help` the way out.
 */
export interface Refusal {
  readonly kind: 'too-large' | 'not-exact' | 'no-output' | 'endless' | 'fault';
  readonly message: string;
  readonly help: string;
  readonly places?: readonly Place[];
  /** Whether no other method could do better. */
  readonly isFinal?: boolean;
}

/**
 * What a run gives. `truncation` estimates how much of the state a method left out that does not keep all of it, as one
 * less the fidelity; it is absent where nothing was left out.
 */
export type Simulated<T> =
  | {
      readonly ok: true;
      readonly value: T;
      readonly method: Method;
      readonly truncation?: number;
      /** What came about on the way and was not forecast, as a clause for people. */
      readonly note?: string;
      /** The same run was done before, and this is what it found. */
      readonly isCached?: boolean;
    }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * Outcomes of a circuit, keyed by bit strings: index 0 at the right, registers separated by one space, the last
 * declared at the left. `counts` is present when shots were taken and sums to their number; an exact run has only
 * `probabilities`. Keys come in no particular order; probabilities under 1e-15 are left out.
 */
export interface Samples {
  readonly counts?: Readonly<Record<string, number>>;
  readonly probabilities: Readonly<Record<string, number>>;
}

/** An expectation value ⟨H⟩; the standard error of an exact one is 0. */
export interface Estimate {
  readonly value: number;
  readonly stderr: number;
  /** ⟨H²⟩ − ⟨H⟩² where it is exact and was computed along. */
  readonly variance?: number;
}

/** How derivatives are found. */
export type GradientRule = Exclude<(typeof gradientRules)[number], 'auto'>;

export interface GradientOptions extends SimulationOptions {
  /** `auto` where it is left out: adjoint where it can be, else parameter shifts. */
  readonly rule?: (typeof gradientRules)[number];
}

/** An expectation value with its derivatives by the circuit's real parameters, in their order. */
export interface Gradient extends Pick<Estimate, 'value' | 'stderr'> {
  readonly rule: GradientRule;
  readonly derivatives: readonly Derivative[];
}

/** The derivative by one real number: a parameter, or an element of one, such as `theta[2]`. */
export interface Derivative {
  readonly name: string;
  readonly value: number;
  readonly stderr: number;
}

/** The final state: 2^qubits amplitudes, interleaved real and imaginary parts. */
export interface StateVector {
  readonly qubits: number;
  readonly amplitudes: Float64Array;
}

export interface Progress {
  /** Between 0 and 1. */
  readonly fraction: number;
}

/** One engine that runs circuits. Every call may be cancelled and then rejects with `Cancelled` within 100 ms. */
export interface Simulator {
  /** @param wanted samples where it is left out. */
  forecast(circuit: Circuit, options: SimulationOptions, wanted?: Wanted): Promise<Simulated<Forecast>>;
  sample(
    circuit: Circuit,
    bindings: Bindings,
    options: SimulationOptions,
    run?: RunHooks,
  ): Promise<Simulated<Samples>>;
  estimate(
    circuit: Circuit,
    bindings: Bindings,
    observable: Observable,
    options: SimulationOptions,
    run?: RunHooks,
  ): Promise<Simulated<Estimate>>;
  /** Estimates for several sets of parameters, in their order; exact ones without their variance. */
  estimateBatch(
    circuit: Circuit,
    sets: readonly Bindings[],
    observable: Observable,
    options: SimulationOptions,
    run?: RunHooks,
  ): Promise<Simulated<readonly Estimate[]>>;
  /** The derivatives of an expectation value by the circuit's real parameters, at the bindings. */
  gradient(
    circuit: Circuit,
    bindings: Bindings,
    observable: Observable,
    options: GradientOptions,
    run?: RunHooks,
  ): Promise<Simulated<Gradient>>;
  /** Gradients at several sets of parameters, in their order. */
  gradientBatch(
    circuit: Circuit,
    sets: readonly Bindings[],
    observable: Observable,
    options: GradientOptions,
    run?: RunHooks,
  ): Promise<Simulated<readonly Gradient[]>>;
  /** The state before any terminal measurement; refused where a measurement or reset decides what happens next. */
  state(
    circuit: Circuit,
    bindings: Bindings,
    options: SimulationOptions,
    run?: RunHooks,
  ): Promise<Simulated<StateVector>>;
  dispose(): Promise<void>;
}

/** How a caller follows and stops a run. */
export interface RunHooks {
  readonly cancellation?: ListenableToken;
  readonly onProgress?: (progress: Progress) => void;
}
