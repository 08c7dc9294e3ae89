import { type ClassicalType, type Value, typeName } from '../../base/index.ts';
import type { Angle, Circuit } from '../circuit.ts';
import type { Expression } from '../expression.ts';
import { angleText, numberText } from './angle-text.ts';

/** Operators from the loosest to the tightest, as OpenQASM 3 binds them. */
const precedence: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
  ['**'],
];
const tightest = precedence.length;

type Names = Pick<Circuit, 'variables' | 'parameters'>;

/** An expression of a circuit as a program would write it; conversions that change nothing visible are left out. */
export function expressionText(expression: Expression, names: Names): string {
  return written(expression, names, 0);
}

/** An angle of a gate: a multiple of π, a number, or the expression that the run evaluates. */
export function angleOrExpressionText(angle: Angle, names: Names): string {
  return typeof angle === 'number' ? angleText(angle) : expressionText(angle, names);
}

function written(expression: Expression, names: Names, level: number): string {
  switch (expression.kind) {
    case 'literal':
      return valueText(expression.value, expression.type);
    case 'parameter':
      return names.parameters[expression.parameter]?.name ?? '?';
    case 'variable':
      return names.variables[expression.variable]?.name ?? '?';
    case 'element':
      return `${written(expression.of, names, tightest)}[${written(expression.index, names, 0)}]`;
    case 'unary':
      return `${expression.operator}${written(expression.operand, names, tightest)}`;
    case 'binary':
      return binaryText(expression, names, level);
    case 'call':
      return `${expression.name}(${list(expression.arguments, names)})`;
    case 'cast':
      return castText(expression, names, level);
    case 'concatenation':
      // The language joins registers from the least significant one on.
      return expression.parts
        .toReversed()
        .map((part) => written(part, names, tightest))
        .join(' ++ ');
    case 'list':
      return `{${list(expression.elements, names)}}`;
  }
}

function list(expressions: readonly Expression[], names: Names): string {
  return expressions.map((expression) => written(expression, names, 0)).join(', ');
}

function binaryText(
  { operator, left, right }: Extract<Expression, { kind: 'binary' }>,
  names: Names,
  level: number,
): string {
  const own = precedence.findIndex((operators) => operators.includes(operator));
  const text = `${written(left, names, own)} ${operator} ${written(right, names, own + 1)}`;
  return own < level ? `(${text})` : text;
}

function castText(
  { type, operand }: Extract<Expression, { kind: 'cast' }>,
  names: Names,
  level: number,
): string {
  const isSilent = type.kind === 'bool' || type.kind === 'float' || operand.type.kind === type.kind;
  if (isSilent) return written(operand, names, level);
  return `${typeName(type)}(${written(operand, names, 0)})`;
}

/** A value of a classical type as a literal. */
export function valueText(value: Value, type: ClassicalType): string {
  if (typeof value === 'bigint' && type.kind === 'bit' && type.width !== undefined)
    return `"${value.toString(2).padStart(type.width, '0')}"`;
  if (typeof value === 'number') return type.kind === 'angle' ? angleText(value) : realText(value);
  if (typeof value !== 'object') return String(value);
  if ('re' in value) return `${numberText(value.re)} + ${numberText(value.im)}im`;
  return `{${value.map((element) => valueText(element, type.kind === 'array' ? type.element : type)).join(', ')}}`;
}

/** A real number; multiples of π are what numbers in angles usually are. */
function realText(value: number): string {
  const text = angleText(value);
  return text.includes('π') ? text : numberText(value);
}
