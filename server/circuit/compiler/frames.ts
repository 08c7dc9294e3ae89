import { type Matrix, matrices } from '../../base/index.ts';
import { primitiveGate } from '../../library/index.ts';
import type { Axis } from './operation.ts';

/** A Clifford turn of one axis into another, and its inverse. */
export interface Frame {
  readonly forth: Matrix;
  readonly back: Matrix;
}

function frame(forth: Matrix): Frame {
  return { forth, back: matrices.adjoint(forth) };
}

const still = frame(matrices.identity(2));
const hadamard = frame(primitiveGate('h').matrix([]));
const zToY = frame(primitiveGate('rx').matrix([-Math.PI / 2]));
const xToY = frame(primitiveGate('s').matrix([]));

/** Turns z into the axis. */
export function fromZ(axis: Axis): Frame {
  return { z: still, x: hadamard, y: zToY }[axis];
}

/** Turns x into the axis. */
export function fromX(axis: Axis): Frame {
  return { x: still, z: hadamard, y: xToY }[axis];
}
