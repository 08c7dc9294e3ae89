import type { TypedValue, Value } from '../base/index.ts';
import { applyBinary, applyFunction, applyUnary, convert, elementType } from '../library/index.ts';
import type { Expression } from './expression.ts';
import { concatenated, converted, elementOf } from './values.ts';

/** Where an expression finds what it reads while a circuit runs. */
export interface Environment {
  parameter(parameter: number): Value;
  variable(variable: number): Value;
}

/**
 * The value of an expression, in the expression's own type.
 *
 * @throws {ClassicalError} where it has none, such as a division by zero or an index outside an array.
 */
export function evaluate(expression: Expression, environment: Environment): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'parameter':
      return environment.parameter(expression.parameter);
    case 'variable':
      return environment.variable(expression.variable);
    case 'element':
      return elementOf(typed(expression.of, environment), evaluate(expression.index, environment));
    case 'cast':
      return convert(typed(expression.operand, environment), expression.type);
    case 'list':
      return listed(expression, environment);
    case 'concatenation':
      return concatenated(expression.parts.map((part) => typed(part, environment)));
    default:
      return converted(computed(expression, environment), expression.type);
  }
}

/** The value of an expression together with its type. */
function typed(expression: Expression, environment: Environment): TypedValue {
  return { type: expression.type, value: evaluate(expression, environment) };
}

type Operation = Extract<Expression, { kind: 'unary' | 'binary' | 'call' }>;

function computed(expression: Operation, environment: Environment): TypedValue {
  switch (expression.kind) {
    case 'unary':
      return applyUnary(expression.operator, typed(expression.operand, environment));
    case 'binary':
      return binary(expression, environment);
    case 'call':
      return applyFunction(
        expression.name,
        expression.arguments.map((argument) => typed(argument, environment)),
      );
  }
}

const bool = { kind: 'bool' } as const;

/** `&&` and `||` leave their right side alone where the left one decides. */
function binary(expression: Extract<Expression, { kind: 'binary' }>, environment: Environment): TypedValue {
  const { operator } = expression;
  const left = typed(expression.left, environment);
  if (operator === '&&' || operator === '||') {
    const decided = convert(left, bool) === (operator === '||');
    if (decided) return { type: bool, value: operator === '||' };
  }
  return applyBinary(operator, left, typed(expression.right, environment));
}

/** The elements of an array, or of a register as its bits from index 0 on. */
function listed(expression: Extract<Expression, { kind: 'list' }>, environment: Environment): Value {
  const { type, elements } = expression;
  if (type.kind !== 'array') {
    const bits = elements.map((element) => BigInt(Boolean(evaluate(element, environment))));
    return bits.reduceRight((value, bit) => (value << 1n) | bit, 0n);
  }
  const inner = elementType(type);
  return elements.map((element) => converted(typed(element, environment), inner));
}
