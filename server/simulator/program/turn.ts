import { type Complex, cx } from '../../base/index.ts';
import type { Matrix2x2 } from './operation.ts';

/**
 * A one-qubit gate in parts that are cheap to apply, from right to left: diag(1, right), the real turn
 * scale·[[1, −t], [t, 1]] with |t| ≤ 1, diag(left), and an exchange of |0⟩ and |1⟩ where `flips`.
 */
export interface Turn {
  readonly right: Complex;
  readonly t: number;
  readonly scale: number;
  readonly left: readonly [Complex, Complex];
  readonly flips: boolean;
}

/** Phases that differ from 1 by less than this are rounding. */
const rounding = 4e-16;

/** Takes a unitary matrix apart. */
export function turnOf(matrix: Matrix2x2): Turn {
  const [a, b, c, d] = [0, 2, 4, 6].map((at) => cx.complex(matrix[at] ?? 0, matrix[at + 1] ?? 0));
  if (!a || !b || !c || !d) throw new Error('a one-qubit gate has four entries');
  const flips = cx.magnitudeSquared(a) < cx.magnitudeSquared(b);
  return { ...(flips ? parts(c, a, b) : parts(a, c, d)), flips };
}

/** @param a, c, d the entries of rows and columns 00, 10 and 11; the fourth one follows from them. */
function parts(a: Complex, c: Complex, d: Complex): Omit<Turn, 'flips'> {
  const scale = cx.magnitude(a);
  const size = cx.magnitude(c);
  const first = cx.scale(a, 1 / scale);
  const second = size === 0 ? cx.one : cx.scale(c, 1 / size);
  const right = cx.scale(cx.multiply(d, cx.conjugate(second)), 1 / cx.magnitude(d));
  // The sign of t is free: it makes the right phase 1 for all real gates.
  const sign = right.re < 0 ? -1 : 1;
  return {
    right: exactly(cx.scale(right, sign)),
    t: (sign * size) / scale,
    scale,
    left: [exactly(first), exactly(cx.scale(second, sign))],
  };
}

function exactly(phase: Complex): Complex {
  return Math.abs(phase.re - 1) + Math.abs(phase.im) < rounding ? cx.one : phase;
}
