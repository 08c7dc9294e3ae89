import type { Entangler, OneQubitFamily } from '../circuit/index.ts';

/** What a quantum computer can do, how well, how fast and for how much: facts with a source and a date. */
export interface Device {
  /** As programs and the command line name it, such as `ibm_fez`. */
  readonly name: string;
  readonly title: string;
  readonly provider: Provider;
  readonly technology: string;
  /** Where the numbers come from. */
  readonly source: string;
  /** The day of the calibration or publication, ISO 8601. */
  readonly date: string;
  /** What of the numbers is assumed. */
  readonly notes?: string;
  /** Whether the provider has taken it out of service. */
  readonly retired: boolean;
  readonly qubits: number;
  readonly coupling: Coupling;
  readonly oneQubit: OneQubitGates;
  /** At least one; the first is the default. */
  readonly twoQubit: readonly TwoQubitGate[];
  readonly readout: Readout;
  readonly t1Microseconds: number;
  readonly t2Microseconds: number;
  readonly abilities: Abilities;
  /** Whether the provider compiles circuits of other gates itself; otherwise it refuses them. */
  readonly compiles: boolean;
  readonly limits: Limits;
  readonly price: Price;
}

export type Provider = 'ibm' | 'ionq' | 'braket' | 'quantinuum' | 'aqt' | 'google' | 'other';

/** Which pairs of qubits have a two-qubit gate. */
export type Coupling =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'pairs';
      readonly pairs: readonly (readonly [number, number])[];
      /** Whether the gate has only the direction that is listed, its first operand first. */
      readonly isDirected: boolean;
    };

export interface OneQubitGates {
  readonly gates: OneQubitFamily;
  /** Average infidelity of one pulse. */
  readonly error: number;
  readonly nanoseconds: number;
  /** Whether turns about z are changes of frame, without time or error. */
  readonly virtualZ: boolean;
}

export interface TwoQubitGate {
  readonly gate: Entangler;
  /** Average infidelity. */
  readonly error: number;
  readonly nanoseconds: number;
  /** Radians, of `rzz` and `rxx`: angles from 0 to here are native. */
  readonly maximumAngle?: number;
  /** Where single pairs are known: average infidelity by `a-b`. */
  readonly pairErrors?: Readonly<Record<string, number>>;
}

export interface Readout {
  /** Probability of a wrong outcome, averaged over both. */
  readonly error: number;
  readonly nanoseconds: number;
  /** Probabilities that a 0 is read as 1 and that a 1 is read as 0, where they are known. */
  readonly p01?: number;
  readonly p10?: number;
}

export interface Abilities {
  readonly midCircuitMeasurement: boolean;
  readonly reset: boolean;
  readonly feedForward: boolean;
}

export interface Limits {
  /** The fewest and the most shots of one circuit. */
  readonly shots: readonly [number, number];
  readonly circuits?: number;
  /** Operations of one circuit. */
  readonly operations?: number;
  readonly durationMicroseconds?: number;
  /** Waiting between two shots. */
  readonly repetitionDelayMicroseconds?: number;
}

/** How a job is charged, with the source and the day of the rates. */
export type Price = PriceModel & { readonly source: string; readonly date: string };

export type PriceModel =
  | { readonly kind: 'none' }
  | { readonly kind: 'shots'; readonly dollarsPerTask: number; readonly dollarsPerShot: number }
  | { readonly kind: 'seconds'; readonly dollarsPerSecond: number; readonly secondsPerJob: number }
  | {
      readonly kind: 'gate-shots';
      readonly dollarsPerOneQubitGateShot: number;
      readonly dollarsPerTwoQubitGateShot: number;
      readonly minimumDollars: number;
    }
  | {
      readonly kind: 'credits';
      readonly creditsPerJob: number;
      readonly creditsPerOneQubitGateShot: number;
      readonly creditsPerTwoQubitGateShot: number;
      readonly creditsPerMeasurementShot: number;
      readonly dollarsPerCredit: number;
    };
