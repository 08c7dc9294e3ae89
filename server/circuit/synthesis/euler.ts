import { type Matrix, cx, matrices } from '../../base/index.ts';
import type { GateInstruction, UnitaryInstruction } from '../circuit.ts';

/** e^{i·phase}·Rz(phi)·Ry(theta)·Rz(lambda), in radians, with theta in [0, π]. */
export interface EulerAngles {
  readonly phase: number;
  readonly theta: number;
  readonly phi: number;
  readonly lambda: number;
}

/** A unitary on one qubit as a global phase and an Euler rotation `u3`, both under its controls. */
export function eulerSteps({
  matrix,
  qubits,
  controls,
  span,
}: UnitaryInstruction): readonly GateInstruction[] {
  const { phase, theta, phi, lambda } = eulerAngles(matrix);
  return [
    { kind: 'gate', gate: 'gphase', angles: [phase], qubits: [], controls, span },
    { kind: 'gate', gate: 'u3', angles: [theta, phi, lambda], qubits, controls, span },
  ];
}

/** The Euler angles about z, y and z of a 2 × 2 unitary; exact up to rounding, global phase included. */
export function eulerAngles(matrix: Matrix): EulerAngles {
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
  return { phase, theta, phi: (sum + difference) / 2, lambda: (sum - difference) / 2 };
}
