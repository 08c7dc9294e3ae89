import { type ClassicalType, type Span, widthOf } from '../../base/index.ts';
import type { tree } from '../../language/index.ts';
import type { BitReference } from '../circuit.ts';
import { type Evaluated, bit } from './evaluated.ts';
import { fail } from './failure.ts';
import { type Cell, type Frame, type Qubits, placeOf } from './frame.ts';
import type { Lowering } from './lowering.ts';
import { qubitsOf } from './operands.ts';
import { newCell, overwrite, read, store } from './storage.ts';
import { type Target, assign, targetOf } from './target.ts';

/** `measure q -> c;` · `measure q;` */
export function lowerMeasure(lowering: Lowering, frame: Frame, node: tree.MeasureStatement): void {
  if (node.target !== undefined) return measureInto(lowering, frame, node.source, node.target, node.span);
  const { qubits } = qubitsOf(lowering, frame, node.source);
  const span = placeOf(frame, node.span);
  for (const qubit of qubits) lowering.emit(frame, { kind: 'measure', qubit, span });
}

/** Measures qubits into the bits that `targetNode` names, one by one. */
export function measureInto(
  lowering: Lowering,
  frame: Frame,
  source: tree.Expression,
  targetNode: tree.Expression,
  span: Span,
): void {
  const measured = qubitsOf(lowering, frame, source);
  const target = targetOf(lowering, frame, targetNode);
  const isRegister = target.cell.type.kind === 'bit';
  if (!isRegister)
    return assign(lowering, frame, target, measureToCell(lowering, frame, measured, span), span);
  const bits = bitsIn(lowering, frame, target, span);
  checkSizes(frame, measured, bits.length, targetNode.span);
  emitMeasurements(lowering, frame, measured, bits, span);
}

/** The bits of a register that a target names; a whole register is overwritten, so its old value is not kept. */
function bitsIn(lowering: Lowering, frame: Frame, target: Target, span: Span): readonly BitReference[] {
  const { cell, slots } = target;
  if (slots[0]?.path.length === 0) {
    const variable = overwrite(lowering, cell);
    return Array.from({ length: widthOf(cell.type) }, (_, index) => ({ variable, index }));
  }
  const variable = store(lowering, frame, cell, placeOf(frame, span));
  return slots.map(({ path }) => ({ variable, index: path[0] ?? 0 }));
}

function checkSizes(frame: Frame, { qubits }: Qubits, bits: number, span: Span): void {
  if (qubits.length !== bits)
    fail(frame, 'QF3005', span, [plural(qubits.length, 'qubit'), plural(bits, 'bit')]);
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function emitMeasurements(
  lowering: Lowering,
  frame: Frame,
  { qubits }: Qubits,
  bits: readonly BitReference[],
  span: Span,
): void {
  for (const [place, qubit] of qubits.entries()) {
    const target = bits[place];
    if (target !== undefined)
      lowering.emit(frame, { kind: 'measure', qubit, target, span: placeOf(frame, span) });
  }
}

/** Measures a declared variable's initial value straight into it where it is a register of the right size. */
export function measureToDeclared(
  lowering: Lowering,
  frame: Frame,
  source: tree.Expression,
  cell: Cell,
  span: Span,
): void {
  const measured = qubitsOf(lowering, frame, source);
  checkSizes(frame, measured, widthOf(cell.type), source.span);
  const variable = overwrite(lowering, cell);
  const bits = measured.qubits.map((_, index) => ({ variable, index }));
  emitMeasurements(lowering, frame, measured, bits, span);
}

/** `measure q` where a value is wanted: the outcome goes to a variable of its own. */
export function measureValue(lowering: Lowering, frame: Frame, node: tree.MeasureExpression): Evaluated {
  return measureToCell(lowering, frame, qubitsOf(lowering, frame, node.source), node.span);
}

function measureToCell(lowering: Lowering, frame: Frame, measured: Qubits, span: Span): Evaluated {
  const type: ClassicalType = measured.isSingle ? bit : { kind: 'bit', width: measured.qubits.length };
  const cell = newCell(lowering, { name: 'outcome', type, span: placeOf(frame, span) });
  const variable = overwrite(lowering, cell);
  const bits = measured.qubits.map((_, index) => ({ variable, index }));
  emitMeasurements(lowering, frame, measured, bits, span);
  return read(cell);
}
