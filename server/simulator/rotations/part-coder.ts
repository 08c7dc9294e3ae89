import { type Instruction, expressionVariables } from '../../circuit/index.ts';
import { type Code, GateCoder } from '../stabilizer/gate-code.ts';
import { axisOf } from './pauli-rotation.ts';

/** What an instruction is to a product of rotations: a turn about a word, Clifford gates, or what comes between products. */
export type Part = 'turn' | 'other' | Code;

const nothing: Code = [];

/** Sorts instructions and remembers the gates that it has seen. */
export class PartCoder {
  readonly #coder = new GateCoder();

  partOf(instruction: Instruction): Part {
    switch (instruction.kind) {
      case 'barrier':
      case 'delay':
        return nothing;
      case 'unitary':
        return this.#coder.codeOf(instruction, []) ?? 'other';
      case 'gate':
        break;
      default:
        return 'other';
    }
    const known = instruction.angles.filter((angle) => typeof angle === 'number');
    const isKnown = known.length === instruction.angles.length;
    const code = isKnown ? this.#coder.codeOf(instruction, known) : undefined;
    if (code !== undefined) return code;
    const isTurn = axisOf(instruction) !== undefined && instruction.angles.every(isSteady);
    return isTurn ? 'turn' : 'other';
  }
}

/** Whether no measured value decides an angle. */
function isSteady(angle: Parameters<typeof expressionVariables>[0] | number): boolean {
  return typeof angle === 'number' || expressionVariables(angle).length === 0;
}
