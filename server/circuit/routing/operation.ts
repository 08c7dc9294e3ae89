import type { CancellationToken } from '../../base/index.ts';

/** What routing has to know of an operation. Operations that share a qubit or a classical bit keep their order. */
export interface RoutableOperation {
  /**
   * `gate`: acts on one qubit, or on two that have to be neighbours. `bridgeable`: a `gate` on two qubits that is a cx, or
   * one with local gates around it, so that four of them over a qubit between do the same. `ordered`: acts on any number
   * of qubits wherever they are, such as a measurement, a reset, a delay or a barrier.
   */
  readonly kind: 'gate' | 'bridgeable' | 'ordered';
  /** Logical qubits. */
  readonly qubits: readonly number[];
  /** Classical storage, by any numbering, that it reads or writes. */
  readonly bits?: readonly number[];
  /** The caller's name for it, which the routed list repeats. */
  readonly index: number;
  /** Controlled flips that a `gate` on two qubits takes; 1 where nothing is said. */
  readonly flips?: number;
}

/** One entry of a routed list; all qubits are physical. */
export type RoutedOperation =
  /** An operation of the list on where its qubits are now. */
  | { readonly kind: 'operation'; readonly index: number; readonly qubits: readonly number[] }
  /** A bridgeable operation between the outer two of three qubits in a row, to be done by four over the one between. */
  | { readonly kind: 'bridge'; readonly index: number; readonly qubits: readonly [number, number, number] }
  /** An inserted swap, for the sake of the operation with the index `serves`; without one it restores a layout. */
  | { readonly kind: 'swap'; readonly qubits: readonly [number, number]; readonly serves?: number };

/** The physical qubit of each logical one. */
export type QubitLayout = readonly number[];

export interface Routing {
  readonly initialLayout: QubitLayout;
  readonly finalLayout: QubitLayout;
  readonly operations: readonly RoutedOperation[];
  /** Inserted swaps. */
  readonly swaps: number;
  /** Operations that were bridged, each of which costs three more gates like a swap. */
  readonly bridges: number;
  /** Longest chain of gates on two qubits, a swap counting three and a bridge four. */
  readonly depth: number;
  /** Controlled flips that swaps and bridges add where each run of gates on one pair becomes one block. */
  readonly addedFlips: number;
}

/** Average infidelity of the two-qubit gate by `a-b`, either way round; pairs that are missing count as the mean. */
export type PairErrors = Readonly<Record<string, number>>;

export interface RoutingOptions {
  readonly seed: number;
  /** Starting layouts that are tried. */
  readonly trials: number;
  readonly pairErrors?: PairErrors;
  /** 0: qubits stay in their order; 1 to 3: longer and longer search for layouts. */
  readonly effort: 0 | 1 | 2 | 3;
  /**
   * More added flips than this are of no use: a search that is far from it after a few starting layouts ends early with what
   * it has.
   */
  readonly mostAddedFlips?: number;
  /** Asked between passes. */
  readonly cancellation?: CancellationToken;
}

/** Why operations cannot be routed on a graph. */
export class RoutingError extends Error {
  override readonly name = 'RoutingError';
}
