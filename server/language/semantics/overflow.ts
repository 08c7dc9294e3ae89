import type { ClassicalType, Value } from '../../base/index.ts';
import type { BinaryExpression } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { typeText } from './types.ts';

interface Result {
  readonly type: ClassicalType;
  readonly value: Value;
}

/** Says where a constant with a sign is too large for its type and wraps; unsigned integers are meant to. */
export function remarkOverflow(
  a: Analysis,
  node: BinaryExpression,
  result: Result,
  operands: readonly Value[],
): void {
  const [left, right] = operands;
  const { type, value } = result;
  const isWhole = typeof left === 'bigint' && typeof right === 'bigint' && typeof value === 'bigint';
  if (type.kind !== 'int' || !isWhole || fits(node.operator, left, right, value)) return;
  a.report('QF2025', node.span, [a.textOf(node.span), typeText(type), `${value}`]);
}

/** Whether the result is the one that integers without bounds have. */
function fits(operator: string, left: bigint, right: bigint, result: bigint): boolean {
  switch (operator) {
    case '+':
      return left + right === result;
    case '-':
      return left - right === result;
    case '*':
      return left * right === result;
    case '**':
      // Beyond this many digits no power fits, and it would take long to write it out.
      return left * left <= 1n || (right < 64n && left ** right === result);
    default:
      return true;
  }
}
