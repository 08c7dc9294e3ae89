import { type ClassicalType, type Span } from '../../base/index.ts';
import type { tree } from '../../language/index.ts';
import { elementType } from '../../library/index.ts';
import type { Expression } from '../expression.ts';
import { stored } from '../values.ts';
import { select, sizeOf } from './elements.ts';
import { cellOf, evaluate } from './evaluate.ts';
import { elementsOf } from './lists.ts';
import { type Evaluated, asExpression, bit, convertTo, int, isKnown } from './evaluated.ts';
import { computed, fail } from './failure.ts';
import { type Cell, type Frame, placeOf } from './frame.ts';
import type { Lowering } from './lowering.ts';
import { store, write } from './storage.ts';

/** One element of a variable, or all of it when `path` is empty. */
export interface Slot {
  readonly path: readonly (number | Expression)[];
  readonly type: ClassicalType;
}

/** What an assignment or a measurement writes to. */
export interface Target {
  readonly cell: Cell;
  readonly slots: readonly Slot[];
  /** Whether the slots are a slice, which takes a value element by element. */
  readonly isSlice: boolean;
}

export function targetOf(lowering: Lowering, frame: Frame, node: tree.Expression): Target {
  if (node.kind === 'parenthesized') return targetOf(lowering, frame, node.inner);
  if (node.kind === 'identifier') {
    const cell = cellOf(lowering, frame, node);
    return { cell, slots: [{ path: [], type: cell.type }], isSlice: false };
  }
  if (node.kind !== 'index') return fail(frame, 'QF3100', node.span, ['only variables can be assigned to']);
  return node.indices.reduce(
    (target, index) => narrowed(lowering, frame, node, target, index),
    targetOf(lowering, frame, node.object),
  );
}

function narrowed(
  lowering: Lowering,
  frame: Frame,
  node: tree.IndexExpression,
  target: Target,
  index: tree.Expression,
): Target {
  const [first] = target.slots;
  if (first === undefined) return target;
  const selection = select(lowering, frame, index, sizeOf(frame, node, first.type), evaluate);
  const places = selection.kind === 'many' ? selection.indices : [selection.index];
  const type = first.type.kind === 'array' ? elementType(first.type) : bit;
  const slots = target.slots.flatMap(({ path }) =>
    places.map((place): Slot => ({ path: [...path, place], type })),
  );
  return { cell: target.cell, slots, isSlice: target.isSlice || selection.kind === 'many' };
}

/** Assigns a value, converting it to what the target holds. */
export function assign(lowering: Lowering, frame: Frame, target: Target, value: Evaluated, span: Span): void {
  const { cell, slots, isSlice } = target;
  const [only] = slots;
  if (only === undefined) return;
  if (!isSlice) {
    const converted = computed(frame, span, () => convertTo(value, only.type));
    return assignSlot(lowering, frame, cell, only, converted, span);
  }
  const parts = partsOf(frame, slots.length, value, span);
  for (const [place, slot] of slots.entries()) {
    const part = parts[place];
    if (part === undefined) continue;
    const converted = computed(frame, span, () => convertTo(part, slot.type));
    assignSlot(lowering, frame, cell, slot, converted, span);
  }
}

function partsOf(frame: Frame, count: number, value: Evaluated, span: Span): readonly Evaluated[] {
  const isWhole = value.type.kind === 'array' || value.type.kind === 'bit';
  const register = isWhole
    ? value
    : computed(frame, span, () => convertTo(value, { kind: 'bit', width: count }));
  const parts = elementsOf(register);
  if (parts.length !== count)
    fail(frame, 'QF3100', span, [`${parts.length} values cannot be assigned to ${count} elements`]);
  return parts;
}

function assignSlot(
  lowering: Lowering,
  frame: Frame,
  cell: Cell,
  { path }: Slot,
  value: Evaluated,
  span: Span,
): void {
  const place = placeOf(frame, span);
  if (path.length === 0) return write(lowering, frame, cell, value, place);
  const { content } = cell;
  if (content.kind === 'known' && isKnown(value) && cell.region === lowering.region && path.every(isNumber)) {
    cell.content = {
      kind: 'known',
      value: stored({ type: cell.type, value: content.value }, path.map(BigInt), value),
    };
    return;
  }
  const variable = store(lowering, frame, cell, place);
  lowering.emit(frame, {
    kind: 'assign',
    variable,
    index: path.map(indexExpression),
    value: asExpression(value),
    span: place,
  });
}

function isNumber(index: number | Expression): index is number {
  return typeof index === 'number';
}

function indexExpression(index: number | Expression): Expression {
  return typeof index === 'number' ? { kind: 'literal', type: int, value: BigInt(index) } : index;
}
