import { type Matrix, matrices } from '../../../base/index.ts';
import { qubitsIn } from '../../statistics.ts';
import { type KnownGate, knownMatrix } from './columns.ts';

/** The same gates with those that follow each other on one qubit as one unitary: native circuits are full of them. */
export function fused(gates: readonly KnownGate[]): readonly KnownGate[] {
  const waiting = new Map<number, Matrix>();
  const result: KnownGate[] = [];
  const flush = (qubit: number) => {
    const matrix = waiting.get(qubit);
    waiting.delete(qubit);
    if (matrix !== undefined) result.push(oneQubit(matrix, qubit));
  };
  for (const gate of gates) {
    const [qubit] = gate.qubits;
    if (gate.qubits.length === 1 && gate.controls.length === 0 && qubit !== undefined) {
      const before = waiting.get(qubit);
      const matrix = knownMatrix(gate);
      waiting.set(qubit, before === undefined ? matrix : matrices.product(matrix, before));
      continue;
    }
    for (const touched of qubitsIn(gate)) flush(touched);
    result.push(gate);
  }
  for (const qubit of [...waiting.keys()]) flush(qubit);
  return result;
}

function oneQubit(matrix: Matrix, qubit: number): KnownGate {
  return {
    kind: 'unitary',
    label: 'U',
    matrix,
    qubits: [qubit],
    controls: [],
    span: { start: 0, end: 0 },
  };
}
