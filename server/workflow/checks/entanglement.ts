import { type Matrix, cx, matrices } from '../../base/index.ts';
import type { StateVector } from '../../simulator/index.ts';
import { type RunValue, float } from '../run-value.ts';
import { type CheckArguments, distinct, qubitsOf, stateOf } from './arguments.ts';
import { eigenvalues, entropy, purity, reducedState } from './reduced-state.ts';

/** How the qubits of a state belong together, and over how many basis states it is spread. */
export const entanglementChecks = {
  negativity: (given: CheckArguments): RunValue => {
    const { state, a, b } = sidesOf(given);
    return float(negativity(reducedState(state, [...a, ...b]), a.length));
  },
  mutual_information: (given: CheckArguments): RunValue => {
    const { state, a, b } = sidesOf(given);
    const bits = (qubits: readonly number[]) => entropy(reducedState(state, qubits));
    return float(bits(a) + bits(b) - bits([...a, ...b]));
  },
  schmidt: (given: CheckArguments): RunValue => {
    const state = stateOf(given, 'state');
    const squares = eigenvalues(reducedState(state, qubitsOf(given, state) ?? []));
    return { kind: 'list', values: squares.map((value) => float(Math.sqrt(Math.max(0, value)))) };
  },
  meyer_wallach: (given: CheckArguments): RunValue => float(meyerWallach(stateOf(given, 'state'))),
  coherence: (given: CheckArguments): RunValue => {
    const state = stateOf(given, 'state');
    const qubits = qubitsOf(given, state);
    return float(qubits === undefined ? pureCoherence(state) : coherence(reducedState(state, qubits)));
  },
  participation_ratio: (given: CheckArguments): RunValue => {
    const weights = weightsOf(stateOf(given, 'state'));
    return float(1 / weights.reduce((sum, weight) => sum + weight ** 2, 0));
  },
};

/** Two groups of qubits that have none in common. */
function sidesOf(given: CheckArguments) {
  const state = stateOf(given, 'state');
  const [a = [], b = []] = [qubitsOf(given, state, 'a'), qubitsOf(given, state, 'b')];
  distinct([...a, ...b], state);
  return { state, a, b };
}

/** The sum of the negative eigenvalues, without their sign, after the second group is transposed (Vidal and Werner 2002). */
function negativity(density: Matrix, firstQubits: number): number {
  const low = 2 ** firstQubits - 1;
  const transposed = matrices.generate(density.length, (row, column) =>
    matrices.element(density, (row & low) | (column & ~low), (column & low) | (row & ~low)),
  );
  return eigenvalues(transposed).reduce((sum, value) => sum + Math.max(0, -value), 0);
}

/** 2 (1 − the mean purity of single qubits): Meyer and Wallach 2002, in the form of Brennen 2003. */
function meyerWallach(state: StateVector): number {
  let sum = 0;
  for (let qubit = 0; qubit < state.qubits; qubit++) sum += purity(reducedState(state, [qubit]));
  return 2 * (1 - sum / state.qubits);
}

/** Σ |ρ_ij| over i ≠ j (Baumgratz, Cramer and Plenio 2014). */
function coherence(density: Matrix): number {
  let sum = 0;
  for (const [row, entries] of density.entries())
    for (const [column, entry] of entries.entries())
      if (row !== column) sum += Math.sqrt(cx.magnitudeSquared(entry));
  return sum;
}

function pureCoherence(state: StateVector): number {
  return weightsOf(state).reduce((sum, weight) => sum + Math.sqrt(weight), 0) ** 2 - 1;
}

/** The probabilities of the basis states. */
function weightsOf({ amplitudes }: StateVector): readonly number[] {
  return Array.from(
    { length: amplitudes.length / 2 },
    (_, index) => (amplitudes[2 * index] ?? 0) ** 2 + (amplitudes[2 * index + 1] ?? 0) ** 2,
  );
}
