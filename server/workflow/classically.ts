import type { TypedValue } from '../base/index.ts';
import type { tree } from '../language/index.ts';
import { ClassicalError } from '../library/index.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { refuseValue } from './refuse-value.ts';
import type { RunValue } from './run-value.ts';

/** The number that an expression's value is. @throws {TaskFailure} where it is none. */
export function number(value: RunValue, expression: tree.Expression, context: EvaluationContext): TypedValue {
  return value.kind === 'classical'
    ? value.value
    : refuseValue(context.model, expression.span, 'a number is needed here');
}

/** What a computation on numbers gives. @throws {TaskFailure} where it has no result. */
export function classically(
  node: tree.Expression,
  context: EvaluationContext,
  compute: () => TypedValue,
): RunValue {
  return computed(node, context, () => ({ kind: 'classical', value: compute() }));
}

/** @throws {TaskFailure} where the computation has no result. */
export function computed(
  node: tree.Expression,
  context: EvaluationContext,
  compute: () => RunValue,
): RunValue {
  try {
    return compute();
  } catch (error) {
    if (error instanceof ClassicalError) return refuseValue(context.model, node.span, error.message);
    throw error;
  }
}
