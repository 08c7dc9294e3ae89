import type { UnitaryInstruction } from '../circuit.ts';
import { primitiveGate } from '../../library/index.ts';
import type { KnownGate } from './certificate/columns.ts';
import { rotationMatrix } from './operation.ts';
import { unrolled } from './unroll.ts';

/** A gate with known angles by gates on one and two qubits, up to a global phase. */
export function unrolledGates(gate: KnownGate, qubitCount: number): readonly KnownGate[] {
  const { span } = gate;
  const made = (matrix: UnitaryInstruction['matrix'], qubits: readonly number[]): UnitaryInstruction => ({
    kind: 'unitary',
    label: 'U',
    matrix,
    qubits,
    controls: [],
    span,
  });
  return unrolled([gate], qubitCount).operations.map((operation) => {
    if (operation.kind === 'turn') return made(operation.matrix, operation.qubits);
    if (operation.kind === 'swap') return made(primitiveGate('swap').matrix([]), operation.qubits);
    if (operation.kind !== 'rotation' || typeof operation.angle !== 'number')
      throw new Error(`a known gate has become a ${operation.kind}`);
    return made(rotationMatrix(operation.axes, operation.angle), operation.qubits);
  });
}
