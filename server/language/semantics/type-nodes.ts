import { type ClassicalType, classicalTypeNames } from '../../base/index.ts';
import { operandsOfSpine } from '../syntax/spine.ts';
import type { Expression, TypeNode } from '../syntax/tree.ts';
import { type Analysis, didYouMean } from './analysis.ts';
import { constantOf } from './expect.ts';
import { firstUnknown } from './not-constant.ts';
import type { Symbol, Type } from './model.ts';
import { closest } from './spelling.ts';
import { bool, duration, isClassical, isInteger, singleQubit, text, typeText, unknown } from './types.ts';

/** More elements than any circuit of today can use; a size beyond it is a slip of the finger. */
const maximumSize = 1_000_000;

const typeNames = [...classicalTypeNames, 'qubit', 'string'];

/** The type that a text writes, after saying what is wrong with it. */
export function resolveType(a: Analysis, node: TypeNode): Type {
  const width = node.width === undefined ? undefined : checkSize(a, node.width);
  if (node.width !== undefined && width === undefined) return unknown;
  switch (node.name.text) {
    case 'bit':
    case 'int':
    case 'uint':
    case 'float':
    case 'angle':
      return width === undefined ? { kind: node.name.text } : { kind: node.name.text, width };
    case 'complex':
      return width === undefined ? { kind: 'complex' } : { kind: 'complex', width: 2 * width };
    case 'def':
      return { kind: 'callable' };
    case 'qubit':
      if (node.isOpen === true) return { kind: 'qubit', size: 'any' };
      return width === undefined ? singleQubit : { kind: 'qubit', size: width };
    case 'bool':
      return bool;
    case 'duration':
      return duration;
    case 'stretch':
      return { kind: 'stretch' };
    case 'string':
      return text;
    case 'array':
      return resolveArray(a, node);
    default:
      return reportUnknownType(a, node);
  }
}

function resolveArray(a: Analysis, node: TypeNode): Type {
  if (node.element === undefined || (node.dimensions?.length === 0 && node.reference === undefined)) {
    a.report('QF2010', node.span, ['an array without its sizes', 'one such as array[int, 4]']);
    return unknown;
  }
  const element = resolveType(a, node.element);
  const shape = (node.dimensions ?? []).map((dimension) => checkSize(a, dimension));
  if (node.dimensionCount !== undefined) checkSize(a, node.dimensionCount);
  if (element.kind === 'unknown' || shape.length === 0 || shape.includes(undefined)) return unknown;
  if (!isClassical(element) || element.kind === 'array') {
    a.report('QF2010', node.element.span, [typeText(element), 'a type of numbers']);
    return unknown;
  }
  return boundedArray(a, node, element, shape as readonly number[]);
}

function boundedArray(a: Analysis, node: TypeNode, element: ClassicalType, shape: readonly number[]): Type {
  const count = shape.reduce((product, size) => product * size, 1);
  if (count <= maximumSize) return { kind: 'array', element, shape };
  a.report('QF2015', node.span, [`${count} elements`, `at most ${maximumSize}`]);
  return unknown;
}

function reportUnknownType(a: Analysis, node: TypeNode): Type {
  const { text: name, span } = node.name;
  const suggestion = closest(name, typeNames);
  if (name !== '')
    a.report('QF2006', span, [name], suggestion === undefined ? {} : didYouMean(suggestion, span));
  return unknown;
}

/** A size or width: a positive constant whole number. Nothing after saying what is wrong with it. */
export function checkSize(a: Analysis, expression: Expression): number | undefined {
  const type = a.check(expression);
  if (type.kind === 'unknown') return undefined;
  const value = constantOf(a, expression);
  if (!isInteger(type)) {
    a.report('QF2010', expression.span, [typeText(type), 'a whole number']);
    return undefined;
  }
  if (typeof value !== 'bigint') {
    if (isMadeOfSizes(a, expression)) return undefined;
    const culprit = firstUnknown(a, expression);
    a.report('QF2013', culprit.span, [a.textOf(culprit.span)]);
    return undefined;
  }
  if (value >= 1n && value <= BigInt(maximumSize)) return Number(value);
  a.report('QF2015', expression.span, [String(value), `from 1 to ${maximumSize}`]);
  return undefined;
}

/** Whether everything unknown in an expression is the size of a parameter, which each call of its function settles. */
export function isMadeOfSizes(a: Analysis, expression: Expression): boolean {
  if (constantOf(a, expression) !== undefined) return true;
  switch (expression.kind) {
    case 'parenthesized':
      return isMadeOfSizes(a, expression.inner);
    case 'unary':
      return isMadeOfSizes(a, expression.operand);
    case 'binary':
      return operandsOfSpine(expression).every((operand) => isMadeOfSizes(a, operand));
    case 'call':
      return expression.callee.name === 'sizeof';
    case 'identifier':
      return isSizeConstant(a, a.symbols.get(expression));
    default:
      return false;
  }
}

function isSizeConstant(a: Analysis, symbol: Symbol | undefined): boolean {
  const initializer = symbol?.kind === 'constant' ? symbol.node.initializer : undefined;
  return initializer !== undefined && isMadeOfSizes(a, initializer);
}
