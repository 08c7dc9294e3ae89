import type { BinaryExpression, Expression } from './tree.ts';

/** A chain of operators that leans to the left, such as a sum, laid out flat. */
export interface Spine {
  readonly leftmost: Expression;
  /** The operators, innermost first: each takes what is left of it and its own right side. */
  readonly operators: readonly BinaryExpression[];
}

/**
 * The chain that an operator is the end of. Sums lean to the left as deep as they are long, and may be longer than the
 * stack is deep, so whoever reads operators goes along the spine.
 */
export function spineOf(expression: BinaryExpression): Spine {
  const operators: BinaryExpression[] = [];
  let leftmost: Expression = expression;
  for (; leftmost.kind === 'binary'; leftmost = leftmost.left) operators.push(leftmost);
  return { leftmost, operators: operators.toReversed() };
}

/** The operands of a chain, from left to right. */
export function operandsOfSpine(expression: BinaryExpression): readonly Expression[] {
  const { leftmost, operators } = spineOf(expression);
  return [leftmost, ...operators.map(({ right }) => right)];
}
