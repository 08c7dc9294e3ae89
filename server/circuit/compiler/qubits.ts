import type { Block, Instruction } from '../circuit.ts';
import { blocksIn, qubitsIn } from '../statistics.ts';

/** Every qubit that a block names, inner blocks included. */
export function circuitQubits(block: Block, found = new Set<number>()): ReadonlySet<number> {
  for (const instruction of block) {
    for (const qubit of qubitsIn(instruction)) found.add(qubit);
    for (const inner of blocksIn(instruction)) circuitQubits(inner, found);
  }
  return found;
}

/** The instruction on other qubits, inner blocks included. */
export function renamed(instruction: Instruction, name: (qubit: number) => number): Instruction {
  const all = (block: Block) => block.map((inner) => renamed(inner, name));
  switch (instruction.kind) {
    case 'gate':
    case 'unitary':
      return {
        ...instruction,
        qubits: instruction.qubits.map(name),
        controls: instruction.controls.map((control) => ({ ...control, qubit: name(control.qubit) })),
      };
    case 'measure':
    case 'reset':
      return { ...instruction, qubit: name(instruction.qubit) };
    case 'barrier':
    case 'delay':
      return { ...instruction, qubits: instruction.qubits.map(name) };
    case 'if':
      return { ...instruction, then: all(instruction.then), otherwise: all(instruction.otherwise) };
    case 'while':
    case 'block':
      return { ...instruction, body: all(instruction.body) };
    default:
      return instruction;
  }
}

/** The instruction with other inner blocks, in the order of `blocksIn`. */
export function withBlocks(
  instruction: Extract<Instruction, { kind: 'if' | 'while' | 'block' }>,
  blocks: readonly Block[],
): Instruction {
  const [first = [], second = []] = blocks;
  return instruction.kind === 'if'
    ? { ...instruction, then: first, otherwise: second }
    : { ...instruction, body: first };
}
