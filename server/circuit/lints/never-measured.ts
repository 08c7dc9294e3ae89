import type { Block, Circuit } from '../circuit.ts';
import { blocksIn, qubitsIn } from '../statistics.ts';
import type { Finding } from './finding.ts';

/** Registers that gates act on and no measurement or reset ever reads, in a circuit that measures other ones. */
export function registersNeverMeasured(circuit: Circuit): readonly Finding[] {
  const used = new Set<number>();
  const read = new Set<number>();
  note(circuit.body, used, read);
  if (read.size === 0) return [];
  return circuit.registers
    .filter(({ offset, size }) => {
      const qubits = Array.from({ length: size }, (_, place) => offset + place);
      return qubits.some((qubit) => used.has(qubit)) && !qubits.some((qubit) => read.has(qubit));
    })
    .map(({ name, span }) => ({ code: 'QF3302', span, name }));
}

function note(block: Block, used: Set<number>, read: Set<number>): void {
  for (const instruction of block) {
    const isReading = instruction.kind === 'measure' || instruction.kind === 'reset';
    for (const qubit of qubitsIn(instruction)) (isReading ? read : used).add(qubit);
    for (const inner of blocksIn(instruction)) note(inner, used, read);
  }
}
