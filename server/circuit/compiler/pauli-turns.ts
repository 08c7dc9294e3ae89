import { type Complex, type Matrix, cx } from '../../base/index.ts';
import type { Axis } from './operation.ts';

/** A Pauli operator with its sign. */
export interface SignedAxis {
  readonly axis: Axis;
  readonly sign: 1 | -1;
}

export const allAxes: readonly Axis[] = ['x', 'y', 'z'];

/** T†·P·T for the turn T, where it is a Pauli operator: what P after T is in front of it. */
export function beforeTurn(matrix: Matrix, axis: Axis): SignedAxis | undefined {
  const [x, y, z] = imageOf(matrix, axis);
  // A part of nearly 1 says little: it is 1 − θ²/2 for a small angle θ, which the others show themselves.
  if (isTiny(y) && isTiny(z)) return signedAxis('x', x);
  if (isTiny(x) && isTiny(z)) return signedAxis('y', y);
  return isTiny(x) && isTiny(y) ? signedAxis('z', z) : undefined;
}

const plus: Readonly<Record<Axis, SignedAxis>> = {
  x: { axis: 'x', sign: 1 },
  y: { axis: 'y', sign: 1 },
  z: { axis: 'z', sign: 1 },
};
const minus: Readonly<Record<Axis, SignedAxis>> = {
  x: { axis: 'x', sign: -1 },
  y: { axis: 'y', sign: -1 },
  z: { axis: 'z', sign: -1 },
};

function signedAxis(axis: Axis, part: number): SignedAxis {
  return part > 0 ? plus[axis] : minus[axis];
}

/** T†·P·T = x·X + y·Y + z·Z: a row of the rotation of the Bloch sphere. */
function imageOf(matrix: Matrix, axis: Axis): readonly [x: number, y: number, z: number] {
  const [top = [], bottom = []] = matrix;
  const [a = cx.zero, b = cx.zero] = top;
  const [c = cx.zero, d = cx.zero] = bottom;
  switch (axis) {
    case 'x':
      return [
        a.re * d.re + a.im * d.im + c.re * b.re + c.im * b.im,
        a.im * d.re - a.re * d.im + c.im * b.re - c.re * b.im,
        a.re * c.re + a.im * c.im - b.re * d.re - b.im * d.im,
      ];
    case 'y':
      return [
        a.re * d.im - a.im * d.re - c.re * b.im + c.im * b.re,
        a.re * d.re + a.im * d.im - c.re * b.re - c.im * b.im,
        a.re * c.im - a.im * c.re - b.re * d.im + b.im * d.re,
      ];
    case 'z':
      return [
        a.re * b.re + a.im * b.im - c.re * d.re - c.im * d.im,
        a.im * b.re - a.re * b.im - c.im * d.re + c.re * d.im,
        (sizeOf(a) + sizeOf(d) - sizeOf(b) - sizeOf(c)) / 2,
      ];
  }
}

function sizeOf({ re, im }: Complex): number {
  return re * re + im * im;
}

/** The axis that a turn keeps, so that it commutes with that Pauli operator. */
export function ownAxis(matrix: Matrix): Axis | undefined {
  return allAxes.find((axis) => {
    const image = beforeTurn(matrix, axis);
    return image?.axis === axis && image.sign === 1;
  });
}

/** The phase of a turn that does nothing else. */
export function phaseOnly(matrix: Matrix): number | undefined {
  const [top = [], bottom = []] = matrix;
  const [a = cx.zero, b = cx.zero] = top;
  const d = bottom[1] ?? cx.zero;
  const isScalar = isTiny(a.re - d.re) && isTiny(a.im - d.im) && isTiny(b.re) && isTiny(b.im);
  return isScalar ? cx.phase(a) : undefined;
}

/** Whether a turn is one about an axis, but for a phase. */
export function isAbout([top = [], bottom = []]: Matrix, axis: Axis): boolean {
  const [a = cx.zero, b = cx.zero] = top;
  if (axis === 'z') return isTiny(b.re) && isTiny(b.im);
  const [c = cx.zero, d = cx.zero] = bottom;
  const isSymmetric = isTiny(a.re - d.re) && isTiny(a.im - d.im);
  return axis === 'x' && isSymmetric && isTiny(b.re - c.re) && isTiny(b.im - c.im);
}

function isTiny(part: number): boolean {
  return Math.abs(part) < 1e-10;
}
