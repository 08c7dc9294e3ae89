import { type Operation, formOf } from '../program/operation.ts';
import { planOf } from '../program/plan.ts';
import { execute } from './execution.ts';
import type { StateMemory } from './state-memory.ts';

/** Applies one operation by itself. */
export function applyOperation(state: StateMemory, operation: Operation): void {
  const { mask, values } = operation;
  const {
    instance: { kernels },
    start,
    qubits: n,
  } = state;
  switch (operation.kind) {
    case 'one':
      return applyOne(state, operation);
    case 'phase':
      return kernels.phase(start, n, mask, values, operation.re, operation.im);
    case 'flip':
      return kernels.flip(start, n, operation.target, mask, values);
    case 'swap':
      return kernels.swap(start, n, operation.p, operation.q, mask, values);
    case 'diagonal2': {
      state.doubles(state.arguments, 8).set(operation.entries);
      return kernels.diagonal2(start, n, operation.p, operation.q, mask, values, state.arguments);
    }
    case 'many':
      return applyMany(state, operation);
    case 'channel1':
    case 'pauliChannel2':
      return execute(state, planOf([operation], n, state.precision));
  }
}

function applyOne(state: StateMemory, operation: Extract<Operation, { kind: 'one' }>): void {
  const { target, matrix, mask, values } = operation;
  const { kernels } = state.instance;
  const [m0 = 1, m1 = 0, m2 = 0, m3 = 0, m4 = 0, m5 = 0, m6 = 1, m7 = 0] = matrix;
  const place = [state.start, state.qubits, target, mask, values] as const;
  switch (formOf(matrix)) {
    case 'diagonal':
      return kernels.diagonal1(...place, m0, m1, m6, m7);
    case 'flip':
      return kernels.flip(...place);
    case 'real':
      return kernels.real1(...place, m0, m2, m4, m6);
    case 'general':
      return kernels.matrix1(...place, m0, m1, m2, m3, m4, m5, m6, m7);
  }
}

function applyMany(state: StateMemory, operation: Extract<Operation, { kind: 'many' }>): void {
  const { qubits, matrix, mask, values } = operation;
  const { kernels } = state.instance;
  const [p = 0, q = 0] = qubits;
  if (qubits.length === 2) {
    state.doubles(state.arguments, 32).set(matrix);
    return kernels.matrix2(state.start, state.qubits, p, q, mask, values, state.arguments);
  }
  const rows = state.reserve(matrix.byteLength + 2 ** qubits.length * 20 + qubits.length * 4);
  const work = rows + matrix.byteLength;
  const operands = work + 2 ** qubits.length * 20;
  state.doubles(rows, matrix.length).set(matrix);
  state.words(operands, qubits.length).set(qubits);
  kernels.matrix(state.start, state.qubits, qubits.length, operands, mask, values, rows, work);
}
