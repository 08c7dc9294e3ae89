import { type Matrix, cx, matrices } from '../../base/index.ts';
import type { GateInstruction, UnitaryInstruction } from '../circuit.ts';

/** A unitary on one qubit as a global phase and an Euler rotation `u3`, both under its controls. */
export function eulerSteps({
  matrix,
  qubits,
  controls,
  span,
}: UnitaryInstruction): readonly GateInstruction[] {
  const { phase, angles } = eulerAngles(matrix);
  return [
    { kind: 'gate', gate: 'gphase', angles: [phase], qubits: [], controls, span },
    { kind: 'gate', gate: 'u3', angles, qubits, controls, span },
  ];
}

/** e^{i·phase}·Rz(φ)·Ry(θ)·Rz(λ) with `angles` = [θ, φ, λ]. */
function eulerAngles(matrix: Matrix): { readonly phase: number; readonly angles: readonly number[] } {
  const at = (row: number, column: number) => matrices.element(matrix, row, column);
  const determinant = cx.subtract(cx.multiply(at(0, 0), at(1, 1)), cx.multiply(at(0, 1), at(1, 0)));
  const phase = cx.phase(determinant) / 2;
  const special = matrices.scaled(matrix, cx.expi(-phase));
  const lower = matrices.element(special, 1, 0);
  const last = matrices.element(special, 1, 1);
  const theta = 2 * Math.atan2(cx.magnitude(lower), cx.magnitude(last));
  // A vanishing element has no phase to give; then only the sum or the difference of φ and λ counts.
  const sum = cx.magnitude(last) < 1e-12 ? 0 : 2 * cx.phase(last);
  const difference = cx.magnitude(lower) < 1e-12 ? 0 : 2 * cx.phase(lower);
  return { phase, angles: [theta, (sum + difference) / 2, (sum - difference) / 2] };
}
