import { type Matrix, cx, matrices } from '../../base/index.ts';
import { type Axis, pauliMatrix } from './operation.ts';

/** A Pauli operator with its sign. */
export interface SignedAxis {
  readonly axis: Axis;
  readonly sign: 1 | -1;
}

export const allAxes: readonly Axis[] = ['x', 'y', 'z'];

const known = new WeakMap<Matrix, Map<Axis, SignedAxis | undefined>>();

/** T†·P·T for the turn T, where it is a Pauli operator: what P after T is in front of it. */
export function beforeTurn(matrix: Matrix, axis: Axis): SignedAxis | undefined {
  const images = known.get(matrix) ?? new Map<Axis, SignedAxis | undefined>();
  if (!images.has(axis)) images.set(axis, imageOf(matrix, axis));
  known.set(matrix, images);
  return images.get(axis);
}

function imageOf(matrix: Matrix, axis: Axis): SignedAxis | undefined {
  const turned = matrices.product(matrices.product(matrices.adjoint(matrix), pauliMatrix(axis)), matrix);
  for (const other of allAxes) {
    const overlap = halfTrace(matrices.product(pauliMatrix(other), turned));
    if (Math.abs(Math.abs(overlap) - 1) < 1e-12) return { axis: other, sign: overlap > 0 ? 1 : -1 };
  }
  return undefined;
}

function halfTrace(matrix: Matrix): number {
  return (matrices.element(matrix, 0, 0).re + matrices.element(matrix, 1, 1).re) / 2;
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
  const [a, b] = [matrices.element(matrix, 0, 0), matrices.element(matrix, 1, 1)];
  const isScalar =
    cx.magnitude(cx.subtract(a, b)) < 1e-10 && cx.magnitude(matrices.element(matrix, 0, 1)) < 1e-10;
  return isScalar ? cx.phase(a) : undefined;
}
