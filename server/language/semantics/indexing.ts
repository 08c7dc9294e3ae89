import { type ClassicalType, widthOf } from '../../base/index.ts';
import type { Expression, IndexExpression, RangeExpression } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { constantOf } from './expect.ts';
import { intervalOf } from './intervals.ts';
import { listLength } from './list-lengths.ts';
import type { Type } from './model.ts';
import { type Steps, stepsOf } from './range-steps.ts';
import { checkColumnIndex } from './tables.ts';
import { bit, counted, isInteger, singleQubit, typeText, unknown } from './types.ts';

/** What one index selects: an element, a run of `count` elements (unknown when absent), or nothing that is known. */
export type Selection =
  | { readonly kind: 'element' }
  | { readonly kind: 'several'; readonly count?: number }
  | { readonly kind: 'unknown' };

export function checkIndex(a: Analysis, node: IndexExpression): Type {
  const object = a.check(node.object);
  if (object.kind === 'table') return checkKey(a, node, object.value);
  if (object.kind === 'frame') return checkColumnIndex(a, node, object);
  if (object.kind === 'array') return checkArrayIndex(a, node, object);
  const size = object.kind === 'list' ? listLength(a, node.object) : sizeOf(object);
  const [index, surplus] = node.indices;
  if (object.kind === 'unknown' || index === undefined) return checkBlindly(a, node);
  if (size === undefined) {
    checkBlindly(a, node);
    a.report('QF2019', node.span, [article(object), 'because it has no elements']);
    return unknown;
  }
  if (surplus !== undefined) {
    checkBlindly(a, node);
    a.report('QF2019', surplus.span, [article(object), 'twice in one pair of brackets']);
    return unknown;
  }
  const selection = checkSelection(a, index, size, node);
  return selectedType(object, selection);
}

/** Where the object is unknown, its indices are still looked at. */
function checkBlindly(a: Analysis, node: IndexExpression): Type {
  for (const index of node.indices) checkSelection(a, index, undefined, node);
  return unknown;
}

function checkKey(a: Analysis, node: IndexExpression, value: Type): Type {
  for (const key of node.indices) a.check(key, { kind: 'string' });
  return value;
}

/** The number of elements, `infinity` where it is known only at the run, or nothing where there are none. */
function sizeOf(type: Type): number | undefined {
  switch (type.kind) {
    case 'qubit':
      return type.size === 'any' ? Number.POSITIVE_INFINITY : type.size;
    case 'bit':
      return type.width;
    case 'int':
    case 'uint':
    case 'angle':
      return widthOf(type);
    default:
      return undefined;
  }
}

function article(type: Type): string {
  return type.kind === 'qubit' && type.size === undefined
    ? 'A single qubit'
    : `A value of type ${typeText(type)}`;
}

function selectedType(object: Type, selection: Selection): Type {
  if (selection.kind === 'unknown') return unknown;
  const isElement = selection.kind === 'element';
  if (object.kind === 'list') return isElement ? object.element : object;
  if (object.kind === 'qubit') return isElement ? singleQubit : sizedQubits(object.size, selection.count);
  return isElement ? bit : sizedBits(selection.count);
}

/** A part of a register: of one of any size, it has any size too. */
function sizedQubits(whole: number | 'any' | undefined, count: number | undefined): Type {
  if (count !== undefined) return { kind: 'qubit', size: count };
  return whole === 'any' ? { kind: 'qubit', size: 'any' } : unknown;
}

function sizedBits(count: number | undefined): Type {
  return count === undefined ? unknown : { kind: 'bit', width: count };
}

function checkArrayIndex(
  a: Analysis,
  node: IndexExpression,
  array: Extract<ClassicalType, { kind: 'array' }>,
): Type {
  if (node.indices.length > array.shape.length) {
    checkBlindly(a, node);
    const dimensions = counted(array.shape.length, 'dimension');
    a.report('QF2019', node.span, [`An array of ${dimensions}`, `${node.indices.length} times`]);
    return unknown;
  }
  const kept: number[] = [];
  let isKnown = true;
  for (const [place, index] of node.indices.entries()) {
    const selection = checkSelection(a, index, array.shape[place], node);
    if (selection.kind === 'several' && selection.count !== undefined) kept.push(selection.count);
    else if (selection.kind !== 'element') isKnown = false;
  }
  if (!isKnown) return unknown;
  const shape = [...kept, ...array.shape.slice(node.indices.length)];
  if (shape.length > 0) return { ...array, shape };
  setElement(a, node);
  return array.element;
}

/** The value of an element of a constant array. */
function setElement(a: Analysis, node: IndexExpression): void {
  let value = constantOf(a, node.object);
  for (const index of node.indices) {
    const place = constantOf(a, index);
    value = Array.isArray(value) && typeof place === 'bigint' ? value.at(Number(place)) : undefined;
  }
  if (value !== undefined) a.constants.set(node, value);
}

function checkSelection(
  a: Analysis,
  index: Expression,
  size: number | undefined,
  owner: IndexExpression,
): Selection {
  if (index.kind === 'range') return checkRange(a, index, size, owner);
  if (index.kind === 'set') {
    for (const element of index.elements) checkElementIndex(a, element, size, owner);
    return { kind: 'several', count: index.elements.length };
  }
  return checkElementIndex(a, index, size, owner) ? { kind: 'element' } : { kind: 'unknown' };
}

/** Whether the index is a whole number; its range is checked as far as it is known. */
function checkElementIndex(
  a: Analysis,
  index: Expression,
  size: number | undefined,
  owner: IndexExpression,
): boolean {
  const type = a.check(index);
  if (type.kind === 'unknown') return false;
  if (!isInteger(type) && type.kind !== 'bit') {
    a.report('QF2010', index.span, [typeText(type), 'a whole number as an index']);
    return false;
  }
  if (size !== undefined) checkBounds(a, index, size, owner);
  return true;
}

/** Negative indices count from the end, as in OpenQASM 3. */
function checkBounds(a: Analysis, index: Expression, size: number, owner: IndexExpression): void {
  const interval = intervalOf(a, index);
  if (interval === undefined || !Number.isFinite(size)) return;
  const wrong = interval.maximum >= size ? interval.maximum : interval.minimum;
  if (wrong >= -size && wrong < size) return;
  reportBounds(a, index, wrong, size, owner);
}

function reportBounds(
  a: Analysis,
  index: Expression,
  value: number,
  size: number,
  owner: IndexExpression,
): void {
  const what = a.textOf(owner.object.span);
  const symbol = owner.object.kind === 'identifier' ? a.symbols.get(owner.object) : undefined;
  const isDeclared = symbol !== undefined && 'nameSpan' in symbol && symbol.uri === a.file.uri;
  const related = isDeclared
    ? { related: [{ span: symbol.nameSpan, message: `${what} has ${counted(size, 'element')}.` }] }
    : {};
  a.report('QF2018', index.span, [String(value), what, counted(size, 'element'), String(size - 1)], related);
}

// ----------------------------------------------------------------------------------------------------------- ranges

export function checkRange(
  a: Analysis,
  range: RangeExpression,
  size: number | undefined,
  owner?: IndexExpression,
): Selection {
  let isSound = true;
  for (const part of [range.start, range.step, range.stop]) {
    if (part !== undefined && !checkRangePart(a, part)) isSound = false;
  }
  if (!isSound) return { kind: 'unknown' };
  if (range.step !== undefined && constantOf(a, range.step) === 0n) {
    a.report('QF2022', range.step.span, ['its step is zero']);
    return { kind: 'unknown' };
  }
  if (owner !== undefined && size !== undefined) {
    for (const end of [range.start, range.stop]) if (end !== undefined) checkBounds(a, end, size, owner);
  }
  const steps = stepsOf(a, range, size);
  if (steps === undefined) return { kind: 'several' };
  return checkCount(a, range, steps, owner);
}

function checkRangePart(a: Analysis, part: Expression): boolean {
  const type = a.check(part);
  if (type.kind === 'unknown') return false;
  if (isInteger(type) || type.kind === 'bit') return true;
  a.report('QF2010', part.span, [typeText(type), 'a whole number in a range']);
  return false;
}

/** A loop may run over nothing; a selection of no element is a mistake. */
function checkCount(
  a: Analysis,
  range: RangeExpression,
  { count }: Steps,
  owner: IndexExpression | undefined,
): Selection {
  if (count > 0 || owner === undefined) return { kind: 'several', count };
  a.report('QF2022', range.span, ['its stop lies before its start']);
  return { kind: 'unknown' };
}
