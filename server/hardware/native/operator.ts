import { type Matrix, matrices } from '../../base/index.ts';
import { type GateInstruction, type UnitaryInstruction, controlledName } from '../../circuit/index.ts';
import { controlledMatrix, primitiveGate } from '../../library/index.ts';

/** What an angle is taken as that only the run knows: no multiple of a quarter turn, so that nothing gets cheaper by it. */
const unknownAngle = 1;

/** The gate itself, without its controls, with all angles known. */
export function innerMatrix(step: GateInstruction | UnitaryInstruction): Matrix {
  return step.kind === 'unitary' ? step.matrix : primitiveGate(step.gate).matrix(anglesOf(step));
}

function anglesOf({ angles }: GateInstruction): readonly number[] {
  return angles.map((angle) => (typeof angle === 'number' ? angle : unknownAngle));
}

/** The gate with its controls, these the less significant index bits. */
export function operatorMatrix(step: GateInstruction | UnitaryInstruction): Matrix {
  if (step.controls.length === 0) return innerMatrix(step);
  const full = controlledMatrix(innerMatrix(step), step.controls.length);
  const flipped = step.controls.reduce((mask, { state }, place) => mask | ((1 - state) << place), 0);
  if (flipped === 0) return full;
  return matrices.generate(full.length, (row, column) =>
    matrices.element(full, row ^ flipped, column ^ flipped),
  );
}

/** The same for gates with the same matrix; nothing for unitaries, which are seldom met twice. */
export function operatorKey(step: GateInstruction | UnitaryInstruction): string | undefined {
  if (step.kind === 'unitary') return undefined;
  const states = step.controls.map(({ state }) => state).join('');
  return `${controlledName(step)} ${states} ${anglesOf(step).join(' ')}`;
}

/** A two-qubit matrix with its qubits exchanged. */
export function exchanged(matrix: Matrix): Matrix {
  const swap = (index: number) => ((index & 1) << 1) | (index >> 1);
  return matrices.generate(4, (row, column) => matrices.element(matrix, swap(row), swap(column)));
}
