import { type ClassicalType, type Span, widthOf } from '../../base/index.ts';
import type { tree } from '../../language/index.ts';
import { elementType } from '../../library/index.ts';
import type { Expression } from '../expression.ts';
import { elementOf } from '../values.ts';
import { type Evaluated, asExpression, bit, convertTo, int, isKnown, late } from './evaluated.ts';
import { computed, fail } from './failure.ts';
import type { Frame } from './frame.ts';
import { listOf, listTypeOf, registerOf } from './lists.ts';
import type { Lowering } from './lowering.ts';

type Evaluate = (lowering: Lowering, frame: Frame, node: tree.Expression) => Evaluated;

/** What one index selects: an element, several, or one that only the run knows. */
export type Selection =
  | { readonly kind: 'one'; readonly index: number }
  | { readonly kind: 'many'; readonly indices: readonly number[] }
  | { readonly kind: 'late'; readonly index: Expression };

/** Resolves an index of something with `size` elements; negative indices count from the end. */
export function select(
  lowering: Lowering,
  frame: Frame,
  node: tree.Expression,
  size: number,
  evaluate: Evaluate,
): Selection {
  if (node.kind === 'range')
    return { kind: 'many', indices: selectRange(lowering, frame, node, size, evaluate) };
  if (node.kind === 'set') {
    const indices = node.elements.map((element) => knownIndex(lowering, frame, element, size, evaluate));
    return { kind: 'many', indices };
  }
  const value = evaluate(lowering, frame, node);
  if (!isKnown(value)) return { kind: 'late', index: asExpression(value) };
  return { kind: 'one', index: inRange(frame, node.span, wholeNumber(frame, node.span, value), size) };
}

function wholeNumber(frame: Frame, span: Span, value: Evaluated): number {
  const converted = computed(frame, span, () => convertTo(value, int));
  return isKnown(converted) ? Number(converted.value) : fail(frame, 'QF3104', span, ['The index']);
}

function knownIndex(
  lowering: Lowering,
  frame: Frame,
  node: tree.Expression,
  size: number,
  evaluate: Evaluate,
): number {
  return inRange(frame, node.span, wholeNumber(frame, node.span, evaluate(lowering, frame, node)), size);
}

function inRange(frame: Frame, span: Span, index: number, size: number): number {
  if (index >= -size && index < size) return index < 0 ? index + size : index;
  return fail(frame, 'QF2018', span, [String(index), 'it', counted(size), String(size - 1)]);
}

function counted(size: number): string {
  return size === 1 ? '1 element' : `${size} elements`;
}

function selectRange(
  lowering: Lowering,
  frame: Frame,
  node: tree.RangeExpression,
  size: number,
  evaluate: Evaluate,
): readonly number[] {
  const bound = (end: tree.Expression | undefined, otherwise: number) =>
    end === undefined ? otherwise : knownIndex(lowering, frame, end, size, evaluate);
  const step =
    node.step === undefined ? 1 : wholeNumber(frame, node.step.span, evaluate(lowering, frame, node.step));
  if (step === 0) return fail(frame, 'QF2022', node.span, ['its step is 0']);
  const first = bound(node.start, step > 0 ? 0 : size - 1);
  const last = bound(node.stop, step > 0 ? size - 1 : 0);
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  if (count === 0) return fail(frame, 'QF2022', node.span, [`${last} cannot be reached from ${first}`]);
  return Array.from({ length: count }, (_, place) => first + place * step);
}

/** `array[i, j]`, `register[i]`, `number[bit]` and their slices. */
export function elementAt(
  lowering: Lowering,
  frame: Frame,
  node: tree.IndexExpression,
  object: Evaluated,
  evaluate: Evaluate,
): Evaluated {
  const [index, ...rest] = node.indices;
  if (index === undefined) return object;
  const size = sizeOf(frame, node, object.type);
  const selection = select(lowering, frame, index, size, evaluate);
  if (selection.kind !== 'many') {
    const element = pick(frame, node.span, object, selection);
    return rest.length === 0
      ? element
      : elementAt(lowering, frame, { ...node, indices: rest }, element, evaluate);
  }
  const parts = selection.indices.map((place) =>
    pick(frame, node.span, object, { kind: 'one', index: place }),
  );
  const deeper =
    rest.length === 0
      ? parts
      : parts.map((part) => elementAt(lowering, frame, { ...node, indices: rest }, part, evaluate));
  return gather(object.type, deeper);
}

/** The number of elements or bits of a value of this type. */
export function sizeOf(frame: Frame, node: tree.IndexExpression, type: ClassicalType): number {
  if (type.kind === 'array') return type.shape[0] ?? 0;
  if (type.kind === 'bit' || type.kind === 'int' || type.kind === 'uint' || type.kind === 'angle')
    return widthOf(type);
  return fail(frame, 'QF3100', node.span, ['a single value has no elements']);
}

function pick(
  frame: Frame,
  span: Span,
  object: Evaluated,
  selection: Exclude<Selection, { kind: 'many' }>,
): Evaluated {
  const type = object.type.kind === 'array' ? elementType(object.type) : bit;
  if (!isKnown(object) || selection.kind === 'late') {
    const index: Expression =
      selection.kind === 'late'
        ? selection.index
        : { kind: 'literal', type: int, value: BigInt(selection.index) };
    return late({ kind: 'element', type, of: asExpression(object), index });
  }
  const known = object;
  return { type, value: computed(frame, span, () => elementOf(known, BigInt(selection.index))) };
}

function gather(type: ClassicalType, parts: readonly Evaluated[]): Evaluated {
  if (type.kind !== 'array') return registerOf(parts);
  return listOf(listTypeOf(parts[0]?.type ?? elementType(type), parts.length), parts);
}
