import type { Random } from '../../base/index.ts';
import type { PauliTerm } from '../../circuit/index.ts';
import type { BoundGate } from './bound-gate.ts';

/** Measured bits, in the order of the qubits that were asked for, with a probability or a number of shots. */
export type Reading = readonly [bits: Uint8Array, weight: number];

/** A normalised state vector of any number of qubits, in a form of which copies can be kept. */
export interface PureState {
  /** Bytes that a copy of it takes. */
  readonly bytes: number;
  /** The share of the state that was left out, estimated as 1 less the product of the weights kept; 0 when it is exact. */
  readonly truncation: number;
  /** See {@link Simulated}. */
  readonly note?: string | undefined;
  /** @param onProgress is told the share of the gates that is done, and may throw to stop. */
  run(gates: readonly BoundGate[], onProgress: (fraction: number) => void): void;
  /** Applies an operator that need not be unitary and leaves something of the state, and normalises. */
  applyOperator(operator: BoundGate): void;
  /** The probability of finding 1. */
  oddsOf(qubit: number): number;
  /** Projects onto the qubit being `bit`, which must be possible, and normalises. */
  collapse(qubit: number, bit: 0 | 1): void;
  copy(): PureState;
  /** The joint distribution of qubits; what is less likely than 1e-15 may be left out. */
  distribution(qubits: readonly number[]): Iterable<Reading>;
  draw(qubits: readonly number[], shots: number, random: Random): Iterable<Reading>;
  /** The expectation value of a sum of Pauli words. */
  expectation(terms: readonly PauliTerm[]): number;
  /** 2^n amplitudes, interleaved real and imaginary parts, for states small enough. */
  amplitudes(): Float64Array;
}
