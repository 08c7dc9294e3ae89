import { type Matrix, cx, matrices } from '../../base/index.ts';
import type { StateVector } from '../../simulator/index.ts';
import { type RunValue, float } from '../run-value.ts';
import { type CheckArguments, CheckRefusal, qubitsOf, stateOf } from './arguments.ts';
import { cholesky, singularValues } from './density-roots.ts';
import { fidelity } from './overlap.ts';
import { eigenvalues, reducedState } from './reduced-state.ts';

/** How far two states are from each other, as a whole or on some of their qubits. */
export const distanceChecks = {
  fidelity: (given: CheckArguments): RunValue => {
    const [a, b] = statesOf(given);
    const parts = partsOf(given, a, b);
    return float(parts === undefined ? fidelity(a, b) : uhlmannFidelity(...parts));
  },
  trace_distance: (given: CheckArguments): RunValue => {
    const [a, b] = statesOf(given);
    const parts = partsOf(given, a, b);
    return float(parts === undefined ? Math.sqrt(Math.max(0, 1 - fidelity(a, b))) : traceDistance(...parts));
  },
};

function statesOf(given: CheckArguments): readonly [StateVector, StateVector] {
  const [a, b] = [stateOf(given, 'a'), stateOf(given, 'b')];
  if (a.qubits !== b.qubits) throw new CheckRefusal(`the states have ${a.qubits} and ${b.qubits} qubits`);
  return [a, b];
}

function partsOf(
  given: CheckArguments,
  a: StateVector,
  b: StateVector,
): readonly [Matrix, Matrix] | undefined {
  const qubits = qubitsOf(given, a);
  return qubits && [reducedState(a, qubits), reducedState(b, qubits)];
}

/** (Tr √(√ρ σ √ρ))², by the singular values of L†M where ρ = L L† and σ = M M†. */
function uhlmannFidelity(rho: Matrix, sigma: Matrix): number {
  const product = matrices.product(adjoint(cholesky(rho)), cholesky(sigma));
  return singularValues(product).reduce((sum, value) => sum + Math.max(0, value), 0) ** 2;
}

function adjoint(a: Matrix): Matrix {
  return matrices.generate(a.length, (row, column) => cx.conjugate(matrices.element(a, column, row)));
}

/** ½ Tr |ρ − σ| */
function traceDistance(rho: Matrix, sigma: Matrix): number {
  const difference = matrices.generate(rho.length, (row, column) =>
    cx.subtract(matrices.element(rho, row, column), matrices.element(sigma, row, column)),
  );
  return eigenvalues(difference).reduce((sum, value) => sum + Math.abs(value) / 2, 0);
}
