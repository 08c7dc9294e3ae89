import { misreadDistribution } from '../sampling/misreading.ts';
import { type Outcomes, qubitsIn } from '../sampling/outcomes.ts';
import type { DensityState } from './density-state.ts';
import type { ReadoutError } from '../../circuit/index.ts';

/** What measurements of the qubits whose bits `measured` holds report, with its probabilities. */
export function reported(
  state: DensityState,
  measured: number,
  readout: readonly ReadoutError[],
): readonly (readonly [outcome: number, probability: number])[] {
  const qubits = qubitsIn(measured);
  const read = misreadDistribution(
    marginal(state, qubits),
    qubits.map((qubit) => readout[qubit]),
  );
  return Array.from(read, (probability, place) => [unpacked(place, qubits), probability] as const);
}

/** The probability of each value of the given qubits, the first the least significant bit. */
export function marginal(state: DensityState, qubits: readonly number[]): Float64Array {
  const table = new Float64Array(2 ** qubits.length);
  for (const [index, probability] of state.probabilities().entries())
    table[packed(index, qubits)]! += probability;
  return table;
}

/** The bits of some qubits in a row. */
function packed(index: number, qubits: readonly number[]): number {
  let bits = 0;
  for (const [place, qubit] of qubits.entries()) bits |= ((index >> qubit) & 1) << place;
  return bits;
}

function unpacked(bits: number, qubits: readonly number[]): number {
  let index = 0;
  for (const [place, qubit] of qubits.entries()) index |= ((bits >> place) & 1) << qubit;
  return index;
}

/** The same outcomes with probabilities that sum to 1 whatever rounding made of them. */
export function normalised(outcomes: readonly (readonly [number, number])[]): Outcomes {
  const total = outcomes.reduce((sum, [, probability]) => sum + probability, 0);
  return outcomes.map(([outcome, probability]) => [outcome, probability / total] as const);
}
