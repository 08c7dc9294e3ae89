import { type Matrix, cx, matrices } from '../../base/index.ts';
import { eulerAngles } from './euler.ts';
import { gateMatrix } from './local-gates.ts';

/**
 * The gates that a device has on one qubit: `rz-sx` and `rz-rx90` turn about z by any angle and about x by a quarter,
 * `prx` about any axis of the equator by any angle, `gpi` by a half and a quarter, `phased-xz` about any such axis and z,
 * `any` by everything at once.
 */
export type OneQubitFamily = 'rz-sx' | 'rz-rx90' | 'prx' | 'gpi' | 'phased-xz' | 'any';

/** A gate of the table with known angles in radians, on one qubit. */
export interface NativeTurn {
  readonly gate: string;
  readonly angles: readonly number[];
}

/** Gates in the order of time; their product times e^{i·phase} is the unitary. */
export interface OneQubitSynthesis {
  readonly phase: number;
  readonly turns: readonly NativeTurn[];
}

/** Turns by less do nothing: an error of its square in fidelity. */
const tolerance = 1e-10;

/** A one-qubit unitary by the fewest pulses of a family, turns about z in front of and behind them. */
export function oneQubitTurns(matrix: Matrix, family: OneQubitFamily): OneQubitSynthesis {
  const turns = nativeTurns(matrix, family);
  return { phase: phaseBehind(matrix, turns), turns };
}

/** The same gates without their phase. */
export function nativeTurns(matrix: Matrix, family: OneQubitFamily): readonly NativeTurn[] {
  const { theta, phi, lambda } = eulerAngles(matrix);
  return turnsOf(theta, phi, lambda, family).filter((turn) => !isNothing(turn));
}

function turnsOf(theta: number, phi: number, lambda: number, family: OneQubitFamily): readonly NativeTurn[] {
  if (theta < tolerance) return [rz(phi + lambda)];
  switch (family) {
    case 'any':
      return [{ gate: 'u3', angles: [theta, phi, lambda] }];
    case 'prx':
    case 'phased-xz':
      return [prx(theta, Math.PI / 2 - lambda), rz(phi + lambda)];
    case 'gpi':
      return halfAndQuarterTurns(theta, phi, lambda);
    case 'rz-sx':
      return aboutX(theta, phi, lambda, { gate: 'sx', angles: [] }, { gate: 'x', angles: [] });
    case 'rz-rx90':
      return aboutX(
        theta,
        phi,
        lambda,
        { gate: 'rx', angles: [Math.PI / 2] },
        { gate: 'rx', angles: [Math.PI] },
      );
  }
}

function rz(angle: number): NativeTurn {
  return { gate: 'rz', angles: [principal(angle)] };
}

function prx(theta: number, axis: number): NativeTurn {
  return { gate: 'prx', angles: [theta, principal(axis)] };
}

/** Between −π and π, both as π. */
function principal(angle: number): number {
  const turned = angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
  return turned <= -Math.PI + tolerance ? Math.PI : turned;
}

function isNothing({ gate, angles }: NativeTurn): boolean {
  return gate === 'rz' && Math.abs(angles[0] ?? 0) < tolerance;
}

/** One quarter, one half, or two quarters about x between turns about z (McKay et al., arXiv:1612.00858). */
function aboutX(
  theta: number,
  phi: number,
  lambda: number,
  quarter: NativeTurn,
  half: NativeTurn,
): readonly NativeTurn[] {
  if (Math.abs(theta - Math.PI / 2) < tolerance)
    return [rz(lambda - Math.PI / 2), quarter, rz(phi + Math.PI / 2)];
  if (Math.abs(theta - Math.PI) < tolerance) return [half, rz(phi - lambda + Math.PI)];
  return [rz(lambda), quarter, rz(theta + Math.PI), quarter, rz(phi + Math.PI)];
}

/** The same with the turns about z carried behind the pulses, whose axes they turn. */
function halfAndQuarterTurns(theta: number, phi: number, lambda: number): readonly NativeTurn[] {
  const isSimple = Math.abs(theta - Math.PI / 2) < tolerance || Math.abs(theta - Math.PI) < tolerance;
  if (isSimple) return [prx(theta, Math.PI / 2 - lambda), rz(phi + lambda)];
  const [first, second] = [-lambda, -(lambda + theta + Math.PI)];
  return [prx(Math.PI / 2, first), prx(Math.PI / 2, second), rz(lambda + theta + phi + 2 * Math.PI)];
}

/** The phase of a unitary that gates make but for it: that of its first column, which they make of |0⟩. */
function phaseBehind(matrix: Matrix, turns: readonly NativeTurn[]): number {
  let [zero, one] = [cx.one, cx.zero];
  for (const { gate, angles } of turns) {
    const [[a = cx.zero, b = cx.zero] = [], [c = cx.zero, d = cx.zero] = []] = turnMatrix(gate, angles);
    [zero, one] = [
      cx.add(cx.multiply(a, zero), cx.multiply(b, one)),
      cx.add(cx.multiply(c, zero), cx.multiply(d, one)),
    ];
  }
  const overlap = cx.add(
    cx.multiply(matrices.element(matrix, 0, 0), cx.conjugate(zero)),
    cx.multiply(matrices.element(matrix, 1, 0), cx.conjugate(one)),
  );
  return cx.phase(overlap);
}

const fixed: Readonly<Record<string, Matrix>> = { sx: gateMatrix('sx'), x: gateMatrix('x') };

function turnMatrix(gate: string, angles: readonly number[]): Matrix {
  return fixed[gate] ?? gateMatrix(gate, ...angles);
}
