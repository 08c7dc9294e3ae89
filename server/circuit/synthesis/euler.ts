import { type Complex, type Matrix, cx } from '../../base/index.ts';
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
export function eulerAngles([top = [], bottom = []]: Matrix): EulerAngles {
  const [a = cx.zero, b = cx.zero] = top;
  const [c = cx.zero, d = cx.zero] = bottom;
  const determinant = {
    re: a.re * d.re - a.im * d.im - (b.re * c.re - b.im * c.im),
    im: a.re * d.im + a.im * d.re - (b.re * c.im + b.im * c.re),
  };
  const phase = cx.phase(determinant) / 2;
  const [below, last] = [Math.sqrt(cx.magnitudeSquared(c)), Math.sqrt(cx.magnitudeSquared(d))];
  // A vanishing element has no phase to give; then only the sum or the difference of φ and λ counts.
  const sum = last < 1e-12 ? 0 : 2 * phaseAfter(d, phase);
  const difference = below < 1e-12 ? 0 : 2 * phaseAfter(c, phase);
  const theta = 2 * Math.atan2(below, last);
  return { phase, theta, phi: (sum + difference) / 2, lambda: (sum - difference) / 2 };
}

/** The argument of a number times e^{−i·turn}, in (−π, π]. */
function phaseAfter({ re, im }: Complex, turn: number): number {
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)];
  return Math.atan2(im * cosine - re * sine, re * cosine + im * sine);
}
