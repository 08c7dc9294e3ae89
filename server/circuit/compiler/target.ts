import type { OneQubitFamily } from '../synthesis/one-qubit.ts';
import type { Entangler } from '../synthesis/two-qubit.ts';

/** What a circuit is compiled for. */
export interface CompileTarget {
  readonly name: string;
  readonly qubits: number;
  /** The pairs that have a two-qubit gate. */
  readonly coupling:
    | 'all'
    | {
        readonly pairs: readonly (readonly [number, number])[];
        /** Whether the gate has only the direction that is listed, its first operand first. */
        readonly isDirected: boolean;
      };
  readonly oneQubit: OneQubitTarget;
  /** Average infidelity of the two-qubit gate on single pairs, by `a-b`. */
  readonly pairErrors?: Readonly<Record<string, number>>;
  /** At least one; the compiler takes for each block the one with the smallest error. */
  readonly twoQubit: readonly EntanglerTarget[];
  /** Of a measurement, in seconds. */
  readonly readoutSeconds: number;
}

export interface OneQubitTarget {
  readonly family: OneQubitFamily;
  /** Of one pulse. */
  readonly seconds: number;
  /** Whether turns about z are changes of frame, without time or error. */
  readonly virtualZ: boolean;
}

export interface EntanglerTarget {
  readonly gate: Entangler;
  readonly seconds: number;
  /** Average infidelity. */
  readonly error: number;
  /** Radians, of `rzz` and `rxx`: angles from 0 to here are native. */
  readonly maximumAngle?: number;
}
