import type { Expression } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { constantOf } from './expect.ts';

/** The innermost part of an expression that keeps it from being known before a run. */
export function firstUnknown(a: Analysis, expression: Expression): Expression {
  let innermost = expression;
  for (;;) {
    const culprit = partsOf(innermost).find((part) => constantOf(a, part) === undefined);
    if (culprit === undefined) return innermost;
    innermost = culprit;
  }
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'parenthesized':
      return [expression.inner];
    case 'unary':
    case 'cast':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'call':
      return expression.arguments.map(({ value }) => value);
    case 'index':
      return [expression.object];
    case 'list':
    case 'set':
      return expression.elements;
    default:
      return [];
  }
}
