import type { Value } from '../../base/index.ts';
import type { ListFunction, ListableType, ListableValue } from '../../library/index.ts';
import type { CallExpression } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { argumentCount } from './arity.ts';
import { computed, constantOf } from './expect.ts';
import type { Type } from './model.ts';
import { divideReally } from './real-division.ts';
import { givenCount, int, isClassical, typeText, unknown } from './types.ts';

/** Checks a call of a function on lists, which workflows, tests and the constants of the file may use. */
export function checkListCall(a: Analysis, node: CallExpression, called: ListFunction): Type {
  for (const [place, { value }] of node.arguments.entries())
    if (called.parameters[place]?.type === 'float') divideReally(a, value);
  const types = node.arguments.map(({ value }) => counted(called, a.check(value)));
  const { body } = a.surroundings;
  if (body !== 'workflow' && body !== 'test') {
    const place = 'a function of workflows and tests';
    a.report('QF2004', node.callee.span, [called.name, place, 'something that a circuit can call']);
    return unknown;
  }
  if (!checkCount(a, node, called)) return unknown;
  if (types.some((type) => type.kind === 'unknown')) return unknown;
  const result = types.every(isListable) ? called.typeFor(types) : undefined;
  if (result === undefined) {
    a.report('QF2011', node.span, [called.name, types.map(typeText).join(' and ')]);
    return unknown;
  }
  return computeCall(a, node, called, types.filter(isListable)) ? result : unknown;
}

/** Where only the elements' number counts, a list of anything is like one of numbers. */
function counted({ countsOnly }: ListFunction, type: Type): Type {
  const hasLength = type.kind === 'list' || type.kind === 'frame';
  return countsOnly === true && hasLength ? { kind: 'list', element: int } : type;
}

function checkCount(a: Analysis, node: CallExpression, { name, parameters }: ListFunction): boolean {
  const required = parameters.filter((parameter) => parameter.required).length;
  const isOpen = parameters.some((parameter) => parameter.name === 'more');
  const all = isOpen ? Math.max(parameters.length, node.arguments.length) : parameters.length;
  const count = node.arguments.length;
  if (count >= required && count <= all) return true;
  a.report('QF2020', node.callee.span, [name, argumentCount(required, all), givenCount(count)]);
  return false;
}

/** Whether the values of a type are numbers or lists of them. */
export function isListable(type: Type): type is ListableType {
  return isClassical(type) || (type.kind === 'list' && isListable(type.element));
}

/** Notes the value of a call with constant arguments. Returns whether it has one, as far as is known. */
function computeCall(
  a: Analysis,
  node: CallExpression,
  called: ListFunction,
  types: readonly ListableType[],
): boolean {
  const values: ListableValue[] = [];
  for (const [place, { value: argument }] of node.arguments.entries()) {
    const value: Value | undefined = constantOf(a, argument);
    const type = types[place];
    if (value === undefined || type === undefined) return true;
    values.push({ type, value });
  }
  return computed(a, node, () => called.apply(values));
}
