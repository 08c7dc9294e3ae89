import type { Expression, ForStatement, SumExpression } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { declaredSymbol } from './declared-symbol.ts';
import { expectType, typeOf } from './expect.ts';
import { checkRange } from './indexing.ts';
import { stepsOf } from './range-steps.ts';
import { mayLeave } from './jumps.ts';
import type { Type } from './model.ts';
import { resolveType } from './type-nodes.ts';
import { bit, int, isInteger, typeText, unknown } from './types.ts';

/** Checks the head of a loop outside of it; the result declares the variable inside. */
export function checkLoopHead(a: Analysis, node: ForStatement): () => void {
  const type = resolveType(a, node.type);
  const element = checkIterable(a, node.iterable, type);
  if (element.kind !== 'unknown' && type.kind !== 'unknown') {
    const isFitting =
      node.iterable.kind === 'set' || node.iterable.kind === 'list' || element.kind === type.kind;
    if (!isFitting && !(isInteger(element) && isInteger(type))) expectType(a, node.iterable, element, type);
  }
  return () => {
    const symbol = declaredSymbol(a, 'loop-variable', type, node, node.variable);
    a.declare(symbol, node.variable);
    if (!mayLeave(node.body)) noteInterval(a, symbol, node.iterable);
  };
}

/** Declares the variable of a `sum` in the present scope. */
export function declareSumVariable(a: Analysis, node: SumExpression): void {
  const symbol = declaredSymbol(a, 'loop-variable', int, node, node.variable);
  a.declare(symbol, node.variable);
  noteInterval(a, symbol, node.iterable);
}

/** The type of what a loop runs over, one element at a time. */
export function checkIterable(a: Analysis, iterable: Expression, wanted: Type): Type {
  if (iterable.kind === 'range') {
    checkRange(a, iterable, undefined);
    return isInteger(wanted) ? wanted : int;
  }
  const type = a.check(iterable, { kind: 'list', element: wanted });
  switch (type.kind) {
    case 'list':
      return checkElements(a, iterable, wanted) ? type.element : unknown;
    case 'bit':
      return bit;
    case 'array':
      return type.shape.length === 1 ? type.element : { ...type, shape: type.shape.slice(1) };
    case 'unknown':
      return unknown;
    default:
      a.report('QF2010', iterable.span, [typeText(type), 'a range, a set, an array or a bit register']);
      return unknown;
  }
}

function checkElements(a: Analysis, iterable: Expression, wanted: Type): boolean {
  if (iterable.kind !== 'set' && iterable.kind !== 'list') return true;
  return iterable.elements.every((element) => {
    const type = typeOf(a, element);
    return type.kind === 'unknown' || wanted.kind === 'unknown' || expectType(a, element, type, wanted);
  });
}

function noteInterval(
  a: Analysis,
  symbol: Parameters<Analysis['intervals']['set']>[0],
  iterable: Expression,
): void {
  if (iterable.kind !== 'range' || iterable.stop === undefined || a.damage.touches(iterable.span)) return;
  const steps = stepsOf(a, iterable, undefined);
  if (steps === undefined || steps.count === 0) return;
  const ends = [steps.start, steps.start + (steps.count - 1) * steps.step];
  const interval = { minimum: Math.min(...ends), maximum: Math.max(...ends), variables: [symbol] };
  a.intervals.set(symbol, { ...interval, guards: a.surroundings.guards });
}
