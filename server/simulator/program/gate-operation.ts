import { type Matrix, matrices } from '../../base/index.ts';
import type { Control, GateInstruction, UnitaryInstruction } from '../../circuit/index.ts';
import { primitiveGate } from '../../library/index.ts';
import { type Condition, type Operation, formOf } from './operation.ts';

/** The operation of a gate of the table at known angles. */
export function gateOperation(instruction: GateInstruction, angles: readonly number[]): Operation {
  const matrix = primitiveGate(instruction.gate).matrix(angles);
  return matrixOperation(matrix, instruction.qubits, instruction.controls);
}

export function unitaryOperation({ matrix, qubits, controls }: UnitaryInstruction): Operation {
  return matrixOperation(matrix, qubits, controls);
}

/** The cheapest operation that applies `matrix` to `qubits` (the first least significant) under `controls`. */
export function matrixOperation(
  matrix: Matrix,
  qubits: readonly number[],
  controls: readonly Control[],
): Operation {
  const condition = conditionOf(controls);
  const entries = flattened(matrix);
  const [p, q] = qubits;
  if (p === undefined) return phaseOperation(condition, entries[0] ?? 1, entries[1] ?? 0);
  if (q === undefined) return oneQubitOperation(condition, p, entries);
  if (qubits.length === 2 && isSwap(matrix)) return { kind: 'swap', p, q, ...condition };
  if (qubits.length === 2 && isDiagonal(matrix))
    return { kind: 'diagonal2', p, q, entries: diagonalOf(entries), ...condition };
  return { kind: 'many', qubits, matrix: entries, ...condition };
}

/** A phase under a single control that waits for 1 is a gate on that qubit, which others can be merged with. */
function phaseOperation(condition: Condition, re: number, im: number): Operation {
  const { mask, values } = condition;
  const isSingle = mask !== 0 && (mask & (mask - 1)) === 0 && values === mask;
  if (!isSingle) return { kind: 'phase', re, im, ...condition };
  const target = 31 - Math.clz32(mask);
  return { kind: 'one', target, matrix: Float64Array.of(1, 0, 0, 0, 0, 0, re, im), mask: 0, values: 0 };
}

function oneQubitOperation(condition: Condition, target: number, matrix: Float64Array): Operation {
  if (condition.mask === 0) return { kind: 'one', target, matrix, ...condition };
  const form = formOf(matrix);
  if (form === 'flip') return { kind: 'flip', target, ...condition };
  if (form !== 'diagonal' || matrix[0] !== 1 || matrix[1] !== 0)
    return { kind: 'one', target, matrix, ...condition };
  const bit = 1 << target;
  const { mask, values } = condition;
  return {
    kind: 'phase',
    re: matrix[6] ?? 1,
    im: matrix[7] ?? 0,
    mask: mask | bit,
    values: values | bit,
  };
}

export function conditionOf(controls: readonly Control[]): Condition {
  let mask = 0;
  let values = 0;
  for (const { qubit, state } of controls) {
    mask |= 1 << qubit;
    values |= state << qubit;
  }
  return { mask, values };
}

/** A matrix by rows, real and imaginary parts interleaved. */
export function flattened(matrix: Matrix): Float64Array {
  const entries = new Float64Array(2 * matrix.length ** 2);
  let at = 0;
  for (const row of matrix)
    for (const { re, im } of row) {
      entries[at++] = re;
      entries[at++] = im;
    }
  return entries;
}

function diagonalOf(entries: Float64Array): Float64Array {
  return Float64Array.from([0, 1, 10, 11, 20, 21, 30, 31], (at) => entries[at] ?? 0);
}

function isDiagonal(matrix: Matrix): boolean {
  return matrix.every((row, r) => row.every(({ re, im }, c) => r === c || (re === 0 && im === 0)));
}

const swapMatrix = primitiveGate('swap').matrix([]);

function isSwap(matrix: Matrix): boolean {
  return matrices.distance(matrix, swapMatrix) === 0;
}
