import { commonLoops } from '../syntax/steps.ts';
import type { Expression, ForStatement } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { constantOf } from './expect.ts';
import { stepsOf } from './range-steps.ts';

/** How many elements a list of a workflow has, where that is known before the run; infinity elsewhere. */
export function listLength(a: Analysis, expression: Expression): number {
  const value = constantOf(a, expression);
  if (Array.isArray(value)) return value.length;
  switch (expression.kind) {
    case 'parenthesized':
      return listLength(a, expression.inner);
    case 'member':
      return listLength(a, expression.object);
    case 'identifier':
      return namedLength(a, expression);
    default:
      return Number.POSITIVE_INFINITY;
  }
}

/** Of a task in loops, the rounds of the outermost loop that the place here does not stand in. */
function namedLength(a: Analysis, name: Extract<Expression, { kind: 'identifier' }>): number {
  const symbol = a.symbols.get(name);
  if (symbol?.kind === 'alias') return listLength(a, symbol.node.value);
  const loops = (symbol && a.taskLoops.get(symbol)) ?? [];
  const loop = loops[commonLoops(loops, a.surroundings.fans ?? [])];
  return loop === undefined ? Number.POSITIVE_INFINITY : rounds(a, loop);
}

function rounds(a: Analysis, { iterable }: ForStatement): number {
  if (iterable.kind === 'range' && iterable.stop !== undefined)
    return stepsOf(a, iterable, undefined)?.count ?? Number.POSITIVE_INFINITY;
  return iterable.kind === 'identifier' ? Number.POSITIVE_INFINITY : listLength(a, iterable);
}
