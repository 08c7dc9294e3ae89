import { type Block, type Circuit, type Instruction, blocksIn, qubitsIn } from '../../circuit/index.ts';

/** What a straight line consists of. */
export type StraightInstruction = Extract<
  Instruction,
  { kind: 'gate' | 'unitary' | 'measure' | 'reset' | 'barrier' | 'delay' }
>;

/**
 * A circuit as one line: of a decision the longer branch, of a loop that only the run can count one round. A decision
 * waits for the measurements before it, as a barrier on their qubits and its own.
 */
export function straightLine(circuit: Circuit): readonly StraightInstruction[] {
  const line: StraightInstruction[] = [];
  const measured = new Set<number>();
  append(circuit.body, line, measured);
  return line;
}

function append(block: Block, line: StraightInstruction[], measured: Set<number>): void {
  for (const instruction of block) {
    switch (instruction.kind) {
      case 'assign':
      case 'exit':
      case 'end':
        break;
      case 'if':
      case 'while': {
        const chosen = instruction.kind === 'if' ? longer(instruction) : instruction.body;
        const qubits = [...new Set([...measured, ...qubitsUnder(chosen)])];
        line.push({ kind: 'barrier', qubits, span: instruction.span });
        append(chosen, line, measured);
        break;
      }
      case 'block':
        append(instruction.body, line, measured);
        break;
      case 'measure':
        measured.add(instruction.qubit);
        line.push(instruction);
        break;
      default:
        line.push(instruction);
    }
  }
}

function longer({ then, otherwise }: Extract<Instruction, { kind: 'if' }>): Block {
  return lengthOf(otherwise) > lengthOf(then) ? otherwise : then;
}

function lengthOf(block: Block): number {
  return block.reduce(
    (sum, instruction) => sum + 1 + blocksIn(instruction).reduce((inner, one) => inner + lengthOf(one), 0),
    0,
  );
}

function qubitsUnder(block: Block): readonly number[] {
  return block.flatMap((instruction) => [
    ...qubitsIn(instruction),
    ...blocksIn(instruction).flatMap(qubitsUnder),
  ]);
}
