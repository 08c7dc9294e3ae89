import type { Matrix } from '../../base/index.ts';
import { channelTolerance, krausDefect } from '../../library/index.ts';

/**
 * A quantum channel: a completely positive, trace-preserving map of states on a few qubits. It survives structured
 * cloning. Operand 0 is the least significant bit, as in gates.
 */
export type Channel = PauliChannel | KrausChannel;

/** Applies one Pauli word, chosen at random. */
export interface PauliChannel {
  readonly kind: 'pauli';
  readonly label: string;
  readonly qubits: 1 | 2;
  /**
   * The probability of each of the 4^qubits words. The index is read in base 4, operand 0 the least significant digit;
   * the digits 0, 1, 2, 3 stand for I, X, Y, Z.
   */
  readonly probabilities: readonly number[];
}

/** ρ → Σ K ρ K†, each operator of size 2^qubits. */
export interface KrausChannel {
  readonly kind: 'kraus';
  readonly label: string;
  readonly qubits: number;
  readonly operators: readonly Matrix[];
}

/** Whether the channel maps states to states: probabilities that are a distribution, or Σ K†K = 1 within `tolerance`. */
export function isTracePreserving(channel: Channel, tolerance = channelTolerance): boolean {
  if (channel.kind === 'pauli') return isDistribution(channel.probabilities, 4 ** channel.qubits, tolerance);
  const size = 2 ** channel.qubits;
  return (
    channel.operators.length > 0 &&
    channel.operators.every((operator) => isSquare(operator, size)) &&
    krausDefect(channel.operators) <= tolerance
  );
}

function isDistribution(probabilities: readonly number[], length: number, tolerance: number): boolean {
  const sum = probabilities.reduce((total, probability) => total + probability, 0);
  return (
    probabilities.length === length &&
    probabilities.every((probability) => probability >= -tolerance) &&
    Math.abs(sum - 1) <= tolerance
  );
}

function isSquare(matrix: Matrix, size: number): boolean {
  return matrix.length === size && matrix.every((row) => row.length === size);
}
