import { type Matrix } from '../../base/index.ts';
import type { Control } from '../../circuit/index.ts';
import { primitiveGate } from '../../library/index.ts';
import type { Machine } from '../run/machine.ts';
import type { GateStep } from '../run/stretch.ts';

/** A gate at known angles; its qubits may have any number. */
export interface BoundGate {
  /** 2^k rows of [re, im] pairs for k operands, the first operand the least significant. */
  readonly matrix: Float64Array;
  readonly qubits: readonly number[];
  readonly controls: readonly Control[];
}

/** The gate at which a machine stands. */
export function bound({ instruction }: GateStep, machine: Machine): BoundGate {
  const { qubits, controls } = instruction;
  const matrix =
    instruction.kind === 'unitary'
      ? instruction.matrix
      : primitiveGate(instruction.gate).matrix(machine.angles(instruction.angles));
  return { matrix: flattened(matrix), qubits, controls };
}

/** The entries by rows, interleaved real and imaginary parts. */
export function flattened(matrix: Matrix): Float64Array {
  return Float64Array.from(matrix.flatMap((row) => row.flatMap(({ re, im }) => [re, im])));
}

/** A gate without controls on one qubit. */
export function oneQubitGate(qubit: number, ...entries: readonly number[]): BoundGate {
  return { matrix: Float64Array.from(entries), qubits: [qubit], controls: [] };
}

/** All qubits that a gate reads or changes. */
export function gateQubits({ qubits, controls }: BoundGate): readonly number[] {
  return controls.length === 0 ? qubits : [...qubits, ...controls.map(({ qubit }) => qubit)];
}
