import type { Precision } from '../../server/library/index.ts';
import type { Gate } from './circuits.ts';

/** Another simulator, on one thread. */
export interface Peer {
  readonly name: string;
  readonly precision: Precision;
  takes(qubits: number, circuit: string): boolean;
  /** Building and optimising a circuit is not timed. */
  load(qubits: number, gates: readonly Gate[]): Promise<void>;
  /** Milliseconds of one run of the loaded circuit; NaN where it failed. */
  run(): Promise<number>;
}
