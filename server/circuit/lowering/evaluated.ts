import type { ClassicalType, TypedValue } from '../../base/index.ts';
import { typeName } from '../../base/index.ts';
import {
  ClassicalError,
  applyBinary,
  applyFunction,
  applyUnary,
  binaryType,
  convert,
  functionType,
  isConvertible,
  unaryType,
} from '../../library/index.ts';
import type { BinaryOperator, Expression, UnaryOperator } from '../expression.ts';

/** A value that only the run knows. */
export interface Late {
  readonly type: ClassicalType;
  readonly expression: Expression;
}

/** What an expression comes to while the circuit is built: a value, or an expression that the run evaluates. */
export type Evaluated = TypedValue | Late;

export const bool: ClassicalType = { kind: 'bool' };
export const bit: ClassicalType = { kind: 'bit' };
export const int: ClassicalType = { kind: 'int' };
export const float: ClassicalType = { kind: 'float' };

export function isKnown(evaluated: Evaluated): evaluated is TypedValue {
  return 'value' in evaluated;
}

export function late(expression: Expression): Late {
  return { type: expression.type, expression };
}

export function integer(value: number | bigint): TypedValue {
  return { type: int, value: BigInt(value) };
}

/** The expression that computes it when the circuit runs. */
export function asExpression(evaluated: Evaluated): Expression {
  return isKnown(evaluated)
    ? { kind: 'literal', type: evaluated.type, value: evaluated.value }
    : evaluated.expression;
}

/** The value in another type. @throws {ClassicalError} when there is no such conversion. */
export function convertTo(evaluated: Evaluated, type: ClassicalType): Evaluated {
  if (isKnown(evaluated)) return { type, value: convert(evaluated, type) };
  if (typeName(evaluated.type) === typeName(type)) return evaluated;
  if (!isConvertible(evaluated.type, type)) {
    const names = [evaluated.type, type].map(typeName);
    throw new ClassicalError('no-conversion', `a value of type ${names[0]} cannot become ${names[1]}`);
  }
  return late({ kind: 'cast', type, operand: evaluated.expression });
}

/** @throws {ClassicalError} when the language has no such operation. */
export function unary(operator: UnaryOperator, operand: Evaluated): Evaluated {
  if (isKnown(operand)) return applyUnary(operator, operand);
  const type = unaryType(operator, operand.type);
  if (type === undefined) throw noOperation(`${operator}${typeName(operand.type)}`);
  return late({ kind: 'unary', type, operator, operand: operand.expression });
}

/** @throws {ClassicalError} when the language has no such operation. */
export function binary(operator: BinaryOperator, left: Evaluated, right: Evaluated): Evaluated {
  if (isKnown(left) && isKnown(right)) return applyBinary(operator, left, right);
  const type = binaryType(operator, left.type, right.type);
  if (type === undefined) throw noOperation(`${typeName(left.type)} ${operator} ${typeName(right.type)}`);
  const decided = operator === '&&' || operator === '||' ? decideLogical(operator, left, right) : undefined;
  return (
    decided ?? late({ kind: 'binary', type, operator, left: asExpression(left), right: asExpression(right) })
  );
}

/** `false && x` is false and `true && x` is x, whatever the run finds. */
function decideLogical(operator: '&&' | '||', left: Evaluated, right: Evaluated): Evaluated | undefined {
  const [known, other] = isKnown(left) ? [left, right] : [right, left];
  if (!isKnown(known)) return undefined;
  const decides = operator === '||';
  return convert(known, bool) === decides ? { type: bool, value: decides } : convertTo(other, bool);
}

/** A function of the language. @throws {ClassicalError} when it does not take these arguments. */
export function applyNamed(name: string, values: readonly Evaluated[]): Evaluated {
  if (values.every(isKnown)) return applyFunction(name, values);
  const types = values.map(({ type }) => type);
  const type = functionType(name, types);
  if (type === undefined)
    throw new ClassicalError('wrong-arguments', `${name} cannot take (${types.map(typeName).join(', ')})`);
  // The size of an array is part of its type, so the elements are not needed to know it.
  if (name === 'sizeof')
    return applyFunction(
      name,
      values.map((value) => (isKnown(value) ? value : { type: value.type, value: [] })),
    );
  return late({ kind: 'call', type, name, arguments: values.map(asExpression) });
}

function noOperation(text: string): ClassicalError {
  return new ClassicalError('no-operation', `there is no operation ${text}`);
}
