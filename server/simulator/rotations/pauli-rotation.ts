import type { GateInstruction, Instruction, Pauli } from '../../circuit/index.ts';

/** e^(−iφP/2) of a Hermitian Pauli word P = ±i^(number of Y)·X^x·Z^z, one bit a qubit, at most 30 of them. */
export interface PauliRotation {
  readonly x: number;
  readonly z: number;
  readonly isNegative: boolean;
  /** The gate whose one angle is φ. */
  readonly gate: GateInstruction;
}

/** Gates that turn about a Pauli word with the same letter on each of their qubits; `p` is one but for a global phase. */
const axes: Readonly<Record<string, Pauli>> = {
  ...{ rx: 'X', ry: 'Y', rz: 'Z', p: 'Z' },
  ...{ rxx: 'X', ryy: 'Y', rzz: 'Z' },
};

/** The letter about which a gate turns; none for gates under controls, or whose angle hangs on measured values. */
export function axisOf(instruction: Instruction): Pauli | undefined {
  if (instruction.kind !== 'gate' || instruction.controls.length > 0) return undefined;
  return axes[instruction.gate];
}
