import { type Matrix, cx, matrices } from '../../base/index.ts';
import type { GateInstruction, UnitaryInstruction } from '../../circuit/index.ts';
import { primitiveGate } from '../../library/index.ts';

/** An entry below this is rounding. */
const leastEntry = 1e-14;

/** Angles at which a gate is diagonal in an operand only if it always is. */
const genericAngles = [0.7390851, 1.302964, 2.1178239, 0.4142135];

/** A unitary on more operands than this is not looked into. */
const mostOperands = 4;

const known = new Map<string, readonly boolean[]>();

/**
 * Whether a gate leaves each of its operands' Z alone: it only chooses by that qubit what it does to the others, as for
 * a control or a diagonal gate. Operands first, then controls.
 */
export function diagonalOperands(instruction: GateInstruction | UnitaryInstruction): readonly boolean[] {
  const own = instruction.kind === 'unitary' ? fromMatrix(instruction.matrix) : ofGate(instruction.gate);
  return instruction.controls.length === 0 ? own : [...own, ...instruction.controls.map(() => true)];
}

function ofGate(name: string): readonly boolean[] {
  const found = known.get(name);
  if (found !== undefined) return found;
  const gate = primitiveGate(name);
  const fresh = fromMatrix(gate.matrix(genericAngles.slice(0, gate.parameters.length)));
  known.set(name, fresh);
  return fresh;
}

function fromMatrix(matrix: Matrix): readonly boolean[] {
  const operands = Math.round(Math.log2(matrix.length));
  return Array.from(
    { length: operands },
    (_, operand) => operands <= mostOperands && isDiagonalIn(matrix, 1 << operand),
  );
}

/** Whether no entry leads from one value of the operand's bit to the other. */
function isDiagonalIn(matrix: Matrix, bit: number): boolean {
  return matrix.every((_, row) =>
    matrix.every(
      (__, column) =>
        ((row ^ column) & bit) === 0 ||
        cx.magnitudeSquared(matrices.element(matrix, row, column)) < leastEntry ** 2,
    ),
  );
}
