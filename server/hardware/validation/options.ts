import type { Span } from '../../base/index.ts';
import type { CompileLevel } from '../../circuit/index.ts';

/** What a circuit is held against beside the device. */
export interface ValidationOptions {
  /** Of one run, for limits and prices. */
  readonly shots: number;
  /** How many circuits one job has. */
  readonly circuits?: number;
  /** At which the compiler makes what is estimated; 2 where nothing is said. */
  readonly level?: CompileLevel;
  /** Whether the compiler tries one way only instead of keeping the best of several. */
  readonly isQuick?: boolean;
  /** Where what concerns the circuit as a whole is shown, such as its name. */
  readonly place: Span;
  /** The text in which a quick fix may rewrite statements: that of the circuit's declaration. */
  readonly body?: Span;
  /** Whether the circuit goes to the device as it stands, so that gates which it does not have are errors. */
  readonly isFinal?: boolean;
  /** Success probabilities under it are worth a warning. */
  readonly leastSuccess?: number;
  /** Costs over it are worth a warning, in dollars. */
  readonly mostDollars?: number;
}

/** How old calibration data may be before it is told, in days. */
export interface DeviceOptions {
  readonly place: Span;
  /** Today, ISO 8601. */
  readonly today: string;
  readonly mostDays?: number;
}
