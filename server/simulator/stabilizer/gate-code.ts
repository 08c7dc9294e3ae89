import { type Matrix, cx, matrices } from '../../base/index.ts';
import type { Control, GateInstruction, UnitaryInstruction } from '../../circuit/index.ts';
import { embed, primitiveGate } from '../../library/index.ts';
import { imagesOf } from './pauli-images.ts';
import { synthesise } from './synthesis.ts';

/** Elementary gates as triples gate, first qubit, second qubit. */
export type Code = readonly number[];

/** More controls than this leave a gate Clifford only where it does nothing. */
const mostControls = 2;

/** A unitary on more operands than this is not looked into. */
const mostOperands = 4;

/** The codes of gates without angles, of which there are few. */
const fixed = new Map<string, Code | undefined>();

/** Turns gates into elementary Clifford gates and remembers the shapes that it has seen. */
export class GateCoder {
  readonly #known = new Map<string, Code | undefined>();

  /** The gate's code on its qubits, or nothing where it is not a Clifford gate. */
  codeOf(instruction: GateInstruction | UnitaryInstruction, angles: readonly number[]): Code | undefined {
    const code = this.shapeOf(instruction, angles);
    if (code === undefined) return undefined;
    const { qubits, controls } = instruction;
    const operandAt = (place: number) => qubits[place] ?? controls[place - qubits.length]?.qubit ?? 0;
    return code.map((entry, at) => (at % 3 === 0 ? entry : operandAt(entry)));
  }

  /** The code with operands counted from 0, the controls behind them. */
  shapeOf(instruction: GateInstruction | UnitaryInstruction, angles: readonly number[]): Code | undefined {
    const { controls } = instruction;
    if (instruction.kind === 'unitary') return localCode(instruction.matrix, controls);
    let key = instruction.gate;
    for (const { state } of controls) key += state === 1 ? ' 1' : ' 0';
    if (angles.length > 0) key += ` ${angles.join(' ')}`;
    const shapes = angles.length > 0 ? this.#known : fixed;
    const known = shapes.get(key);
    if (known !== undefined || shapes.has(key)) return known;
    const code = localCode(primitiveGate(instruction.gate).matrix(angles), controls);
    shapes.set(key, code);
    return code;
  }
}

/** The code with operands counted from 0, the controls behind them. */
function localCode(matrix: Matrix, controls: readonly Control[]): Code | undefined {
  if (controls.length > mostControls) return isIdentity(matrix) ? [] : undefined;
  const operands = Math.log2(matrix.length);
  if (operands > mostOperands) return undefined;
  const images = imagesOf(underControls(matrix, operands, controls));
  return images && synthesise(images).flat();
}

function isIdentity(matrix: Matrix): boolean {
  return matrices.distance(matrix, matrices.identity(matrix.length)) < 1e-12;
}

/** The matrix on the operands and, behind them, the controls. */
export function underControls(matrix: Matrix, operands: number, controls: readonly Control[]): Matrix {
  const total = operands + controls.length;
  const places = Array.from({ length: operands }, (_, place) => place);
  const inner = embed(matrix, places, total);
  const isOn = (index: number) =>
    controls.every(({ state }, place) => ((index >> (operands + place)) & 1) === state);
  return matrices.generate(2 ** total, (row, column) => {
    if (isOn(column)) return matrices.element(inner, row, column);
    return row === column ? cx.one : cx.zero;
  });
}
