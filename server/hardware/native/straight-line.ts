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
  const straightener = new Straightener((instruction) => void line.push(instruction));
  for (const instruction of circuit.body) straightener.add(instruction);
  return line;
}

/** The same for instructions that come one by one. */
export class Straightener {
  readonly #take: (instruction: StraightInstruction) => void;
  readonly #measured = new Set<number>();

  constructor(take: (instruction: StraightInstruction) => void) {
    this.#take = take;
  }

  add(instruction: Instruction): void {
    switch (instruction.kind) {
      case 'assign':
      case 'exit':
      case 'end':
        break;
      case 'if':
      case 'while': {
        const chosen = instruction.kind === 'if' ? longer(instruction) : instruction.body;
        const qubits = [...new Set([...this.#measured, ...qubitsUnder(chosen)])];
        this.#take({ kind: 'barrier', qubits, span: instruction.span });
        for (const inner of chosen) this.add(inner);
        break;
      }
      case 'block':
        for (const inner of instruction.body) this.add(inner);
        break;
      case 'measure':
        this.#measured.add(instruction.qubit);
        this.#take(instruction);
        break;
      default:
        this.#take(instruction);
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
