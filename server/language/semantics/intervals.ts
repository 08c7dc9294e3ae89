import { spineOf } from '../syntax/spine.ts';
import type { Expression } from '../syntax/tree.ts';
import type { Analysis, Interval } from './analysis.ts';
import { constantOf } from './expect.ts';

/**
 * The smallest and largest value of an integer expression, where both are certainly reached: constants, variables of
 * loops over constant ranges, and sums, differences and constant multiples of them. Nothing where a condition between
 * the loop and the use may keep a value away.
 */
export function intervalOf(a: Analysis, expression: Expression): Interval | undefined {
  const constant = constantOf(a, expression);
  if (typeof constant === 'bigint') return point(Number(constant));
  switch (expression.kind) {
    case 'parenthesized':
      return intervalOf(a, expression.inner);
    case 'identifier':
      return loopInterval(a, expression);
    case 'unary': {
      const operand = expression.operator === '-' ? intervalOf(a, expression.operand) : undefined;
      return operand && scaled(operand, -1);
    }
    case 'binary': {
      const { leftmost, operators } = spineOf(expression);
      return operators.reduce(
        (left, { operator, right }) => left && combined(operator, left, intervalOf(a, right)),
        intervalOf(a, leftmost),
      );
    }
    default:
      return undefined;
  }
}

function point(value: number): Interval {
  return { minimum: value, maximum: value, variables: [] };
}

function loopInterval(a: Analysis, node: Extract<Expression, { kind: 'identifier' }>): Interval | undefined {
  const symbol = a.symbols.get(node);
  const interval = symbol && a.intervals.get(symbol);
  return interval?.guards === a.surroundings.guards ? interval : undefined;
}

function scaled({ minimum, maximum, variables }: Interval, factor: number): Interval {
  const ends = [minimum * factor, maximum * factor];
  return { minimum: Math.min(...ends), maximum: Math.max(...ends), variables };
}

function combined(
  operator: string,
  left: Interval | undefined,
  right: Interval | undefined,
): Interval | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (operator === '*') return product(left, right);
  // Of i - i neither end of the naive interval is reached.
  if (left.variables.some((variable) => right.variables.includes(variable))) return undefined;
  if (operator === '+') return sum(left, right);
  return operator === '-' ? sum(left, scaled(right, -1)) : undefined;
}

function sum(left: Interval, right: Interval): Interval {
  return {
    minimum: left.minimum + right.minimum,
    maximum: left.maximum + right.maximum,
    variables: [...left.variables, ...right.variables],
  };
}

function product(left: Interval, right: Interval): Interval | undefined {
  if (left.variables.length === 0) return scaled(right, left.minimum);
  return right.variables.length === 0 ? scaled(left, right.minimum) : undefined;
}
