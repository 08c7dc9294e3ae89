import {
  type Bindings,
  type Block,
  type Circuit,
  type GateInstruction,
  type UnitaryInstruction,
  blocksIn,
} from '../../circuit/index.ts';
import { primitiveGate } from '../../library/index.ts';
import { flattened } from '../pure/bound-gate.ts';
import { anglesOf } from '../stabilizer/clifford-program.ts';
import { monomialOf } from './sparse-gate.ts';

/** An angle like any other, where it is not known yet. */
const someAngle = 0.3;

/**
 * So many times at most the number of amplitudes doubles: once for each operand of a gate that makes several of one.
 * Gates in a loop count once.
 */
export function doublings(circuit: Circuit, bindings: Bindings | undefined): number {
  return Math.min(circuit.qubitCount, doublingsIn(circuit.body, bindings));
}

function doublingsIn(block: Block, bindings: Bindings | undefined): number {
  let count = 0;
  for (const instruction of block) {
    if (instruction.kind === 'gate' || instruction.kind === 'unitary')
      count += isPermutation(instruction, bindings) ? 0 : instruction.qubits.length;
    for (const inner of blocksIn(instruction)) count += doublingsIn(inner, bindings);
  }
  return count;
}

/** Whether a gate takes each basis state to one. */
function isPermutation(
  instruction: GateInstruction | UnitaryInstruction,
  bindings: Bindings | undefined,
): boolean {
  const { qubits } = instruction;
  if (instruction.kind === 'unitary')
    return monomialOf(flattened(instruction.matrix), qubits.length) !== undefined;
  const angles = anglesOf(instruction, bindings) ?? instruction.angles.map(() => someAngle);
  return monomialOf(flattened(primitiveGate(instruction.gate).matrix(angles)), qubits.length) !== undefined;
}
