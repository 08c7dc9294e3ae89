import { type Complex, type Matrix, cx } from '../../base/index.ts';
import { type Factor, type Jump } from '../noise/unravelling.ts';
import { pauliMatrices } from '../program/channel-matrix.ts';
import { matrixOperation } from '../program/gate-operation.ts';
import type { Operation } from '../program/operation.ts';

/** A jump on a dense state. */
export interface DenseJump extends Jump {
  readonly operations: readonly Operation[];
}

export function denseJump(jump: Jump): DenseJump {
  return { ...jump, operations: jump.factors.flatMap(operationsOf) };
}

function operationsOf({ matrix, qubits, isUnitary }: Factor): readonly Operation[] {
  return isUnitary ? [matrixOperation(matrix, qubits, [])] : operatorOperations(matrix, qubits);
}

/** Leaves only the amplitudes with the qubit at `value`. */
export function projector(qubit: number, value: number): Operation {
  const mask = 1 << qubit;
  return { kind: 'phase', mask, values: value === 0 ? mask : 0, re: 0, im: 0 };
}

/** An operator up to a factor, by the cheapest operations. */
function operatorOperations(operator: Matrix, qubits: readonly number[]): readonly Operation[] {
  const [qubit] = qubits;
  if (qubits.length === 1 && qubit !== undefined) {
    const [[a = cx.zero, b = cx.zero] = [], [c = cx.zero, d = cx.zero] = []] = operator;
    if (isZero(b) && isZero(c)) return diagonalOperations(qubit, a, d);
    if (isZero(a) && isZero(d))
      return [...diagonalOperations(qubit, c, b), matrixOperation(pauliMatrices[1] ?? [], [qubit], [])];
  }
  const matrix = Float64Array.from(operator.flat().flatMap(({ re, im }) => [re, im]));
  return [{ kind: 'many', qubits, matrix, mask: 0, values: 0 }];
}

function isZero({ re, im }: Complex): boolean {
  return re === 0 && im === 0;
}

function diagonalOperations(qubit: number, zero: Complex, one: Complex): readonly Operation[] {
  if (isZero(zero)) return [projector(qubit, 1)];
  const mask = 1 << qubit;
  return [{ kind: 'phase', mask, values: mask, ...cx.divide(one, zero) }];
}
