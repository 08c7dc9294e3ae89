import type { BoundGate } from './bound-gate.ts';

/** The whole matrix of a gate on its operands and controls, the operands in the less significant bits. */
export function uncontrolled({ matrix, qubits, controls }: BoundGate): BoundGate {
  if (controls.length === 0) return { matrix, qubits, controls };
  const inner = 2 ** qubits.length;
  const size = inner * 2 ** controls.length;
  const whole = new Float64Array(2 * size * size);
  const active = controls.reduce((bits, { state }, place) => bits | (state << place), 0) * inner;
  for (let row = 0; row < size; row++) {
    if (row < active || row >= active + inner) whole[2 * (row * size + row)] = 1;
    else {
      const from = 2 * (row - active) * inner;
      whole.set(matrix.subarray(from, from + 2 * inner), 2 * (row * size + active));
    }
  }
  return { matrix: whole, qubits: [...qubits, ...controls.map(({ qubit }) => qubit)], controls: [] };
}
