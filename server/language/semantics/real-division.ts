import { findFunction } from '../../library/index.ts';
import type { BinaryExpression, CallExpression, Expression } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import type { Type } from './model.ts';

/** Which quotients of whole numbers are real: all of them, or only those that are made of literals. */
type Quotients = 'all' | 'literal';

/**
 * Notes that only a real number makes sense in the place of an expression that is not checked yet, such as the angle
 * of a gate: there 1/2 is a half.
 */
export function divideReally(a: Analysis, expression: Expression): void {
  mark(a, expression, 'all');
}

/** Notes what the type of a place means for its quotients: of a float or an angle, 1/2 is a half too. */
export function divideAs(a: Analysis, expression: Expression, type: Type, quotients: Quotients): void {
  const kind = type.kind === 'array' ? type.element.kind : type.kind;
  if (kind === 'float' || kind === 'angle' || kind === 'complex') mark(a, expression, quotients);
}

/** Returns whether the expression is made of literals alone. */
function mark(a: Analysis, node: Expression, quotients: Quotients): boolean {
  switch (node.kind) {
    case 'integer':
    case 'float':
    case 'imaginary':
      return true;
    case 'parenthesized':
      return mark(a, node.inner, quotients);
    case 'unary':
      return node.operator === '-' && mark(a, node.operand, quotients);
    case 'binary':
      return markSpine(a, node, quotients);
    case 'sum':
      mark(a, node.body, quotients);
      return false;
    case 'call':
      if (isRealFunction(node)) for (const { value } of node.arguments) mark(a, value, quotients);
      return false;
    case 'list':
    case 'set':
      for (const element of node.elements) mark(a, element, quotients);
      return false;
    default:
      return false;
  }
}

const realOperators: ReadonlySet<string> = new Set(['+', '-', '*', '/', '**']);

/** Sums lean to the left, so their spine is walked without recursion. */
function markSpine(a: Analysis, expression: BinaryExpression, quotients: Quotients): boolean {
  const spine: BinaryExpression[] = [];
  let leftmost: Expression = expression;
  for (; leftmost.kind === 'binary' && realOperators.has(leftmost.operator); leftmost = leftmost.left)
    spine.push(leftmost);
  let isLiteral = leftmost.kind !== 'binary' && mark(a, leftmost, quotients);
  for (const node of spine.toReversed()) {
    isLiteral = mark(a, node.right, quotients) && isLiteral;
    if (node.operator === '/' && (isLiteral || quotients === 'all')) a.realQuotients.add(node);
  }
  return isLiteral;
}

/** `abs` and `pow` give real numbers for real ones; `popcount` takes whole numbers, and `mod` belongs to them. */
function isRealFunction({ callee, arguments: given }: CallExpression): boolean {
  const found = callee.name === 'mod' ? undefined : findFunction(callee.name);
  return found?.typeFor(given.map(() => ({ kind: 'float' })))?.kind === 'float';
}
