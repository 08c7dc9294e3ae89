import type { Expression } from './expression.ts';

/** The expressions directly inside an expression. */
export function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'element':
      return [expression.of, expression.index];
    case 'unary':
    case 'cast':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'call':
      return expression.arguments;
    case 'concatenation':
      return expression.parts;
    case 'list':
      return expression.elements;
    default:
      return [];
  }
}

/** The variables that an expression reads, with repetitions. */
export function expressionVariables(expression: Expression): readonly number[] {
  if (expression.kind === 'variable') return [expression.variable];
  return operandsOf(expression).flatMap(expressionVariables);
}

/** The parameters that an expression reads, with repetitions. */
export function expressionParameters(expression: Expression): readonly number[] {
  if (expression.kind === 'parameter') return [expression.parameter];
  return operandsOf(expression).flatMap(expressionParameters);
}
