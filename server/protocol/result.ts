/** Results and run records as they are printed, stored and shown: the documented JSON of `qflow run --json`. */
import type { Diagnostic, TableColumn } from '../base/index.ts';
import type { PlainValue } from './plain-value.ts';

/**
 * Outcomes of a circuit. Keys are bit strings with index 0 at the right; several registers are separated by one space,
 * the last declared at the left. An exact result has probabilities only.
 */
export interface SamplesResult {
  readonly kind: 'samples';
  readonly counts?: Readonly<Record<string, number>>;
  readonly probabilities: Readonly<Record<string, number>>;
  /** What was left out where only the likeliest outcomes travel. */
  readonly omitted?: { readonly outcomes: number; readonly probability: number };
}

/** An expectation value ⟨H⟩ and its standard error (0 when exact). */
export interface EstimateResult {
  readonly kind: 'estimate';
  readonly value: number;
  readonly stderr: number;
  /** ⟨H²⟩ − ⟨H⟩², where the run was exact and its method gives it. */
  readonly variance?: number;
}

/** An expectation value with its derivatives by the circuit's real parameters, in their order. */
export interface GradientResult {
  readonly kind: 'gradient';
  readonly value: number;
  readonly stderr: number;
  readonly rule: 'adjoint' | 'parameter_shift';
  readonly derivatives: readonly DerivativeResult[];
}

/** The derivative by one parameter, such as `theta`, or one element of one, `theta[2]`. */
export interface DerivativeResult {
  readonly name: string;
  readonly value: number;
  readonly stderr: number;
}

/** Of a state of a molecule's electrons. */
export interface SectorResult {
  /** ⟨N⟩ */
  readonly particles: number;
  /** ⟨S²⟩: 0 for a singlet, 0.75 for a doublet, 2 for a triplet. */
  readonly spinSquared: number;
}

/** Where a search for a minimum stood after one iteration. */
export interface IterationResult {
  /** Counted from 1, over all restarts. */
  readonly iteration: number;
  readonly value: number;
  /** Its standard error, where it was measured at this point (0 when exact). */
  readonly stderr?: number;
  /** The value less that of the iteration before; of the first one of a start it is left out. */
  readonly change?: number;
  /** How far the parameters moved, √Σ(Δθ)², in radians. */
  readonly step: number;
  /** The least value seen until now, in this and all earlier starts. */
  readonly best: number;
  /** Of the state at this point, where the observable is a molecule's. */
  readonly sector?: SectorResult;
}

/** The parameters at which an expectation value is least, as far as a search found. */
export interface MinimumResult {
  readonly kind: 'minimum';
  /** Measured once more at `parameters`, apart from the values that chose them. */
  readonly value: number;
  readonly stderr: number;
  readonly optimizer: string;
  /** The names of the parameters: `theta`, `theta[2]`. */
  readonly names: readonly string[];
  readonly parameters: readonly number[];
  /** Over all restarts, the last one at the minimum included. */
  readonly evaluations: number;
  readonly gradients: number;
  readonly iterations: number;
  /** Why the best search ended. */
  readonly stopped: 'converged' | 'threshold' | 'iterations' | 'evaluations' | 'stalled' | 'not-finite';
  readonly history: readonly IterationResult[];
  /** Of the state at `parameters`, where the observable is a molecule's. */
  readonly sector?: SectorResult;
}

/** A state of at most 2^12 amplitudes as [re, im] pairs by basis index; larger ones are summed up in `summary`. */
export interface StateResult {
  readonly kind: 'state';
  readonly qubits: number;
  readonly amplitudes?: readonly (readonly [number, number])[];
  readonly summary?: {
    readonly amplitudes: number;
    readonly largest: readonly { readonly index: string; readonly probability: number }[];
  };
}

/** The value of an expression, or what came out of a program or a server. */
export interface ValueResult {
  readonly kind: 'value';
  readonly value: PlainValue;
  /** The table that came out beside it. */
  readonly table?: TableResult;
}

/** Rows of named and typed columns; the cells themselves are kept apart, by `digest`. */
export interface TableResult {
  readonly kind: 'table';
  readonly columns: readonly TableColumn[];
  readonly rows: number;
  /** SHA-256 of columns and cells. */
  readonly digest: string;
  /** The first rows, for people. Whole numbers beyond 2^53 and infinite ones are texts. */
  readonly head: readonly (readonly TableCell[])[];
}

/** A cell as it is shown; an empty one is `null`. */
export type TableCell = number | string | boolean | null;

export type Result =
  SamplesResult | EstimateResult | GradientResult | MinimumResult | StateResult | ValueResult | TableResult;

export type RunStatus = 'completed' | 'failed' | 'cancelled';

/** A diagnostic with its place in lines and columns, both counted from 1, for people and other programs. */
export interface PlacedDiagnostic extends Omit<Diagnostic, 'span' | 'related' | 'fixes'> {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Milliseconds. */
export interface RunTiming {
  /** Wall-clock start, ISO 8601. */
  readonly started: string;
  readonly total: number;
  readonly tasks: Readonly<Record<string, number>>;
  /** How many attempts a task took, where it took several. */
  readonly attempts?: Readonly<Record<string, number>>;
}

/** The record of one run. */
export interface RunDocument {
  readonly schema: 'qflow.run/1';
  readonly file: string;
  /** The circuit or workflow that ran. */
  readonly name: string;
  readonly backend: string;
  /** How it was simulated; several methods are joined by `+`. */
  readonly method: string;
  /** An estimate of what the method left out of the state, as one less the fidelity; the most of all tasks. */
  readonly truncation?: number;
  /** Tasks whose results are from memory or from an earlier run; absent where all were computed. */
  readonly cached?: readonly string[];
  readonly seed: number;
  /** 0 means exact; of a workflow, what the request asked of all its tasks, else 0. */
  readonly shots: number;
  readonly status: RunStatus;
  readonly results: Readonly<Record<string, Result>>;
  readonly timing: RunTiming;
  readonly diagnostics: readonly PlacedDiagnostic[];
}
