import { type ClassicalType, type Value, typeName, widthOf } from '../../base/index.ts';
import type { Angle, BitReference } from '../circuit.ts';
import type { Expression } from '../expression.ts';
import type { Names } from './names.ts';
import { decimalText, realText } from './numbers.ts';

/** Expressions as OpenQASM 3 writes them, with every cast that their types need to be read back as they are. */
export function expressionText(expression: Expression, names: Names): string {
  switch (expression.kind) {
    case 'literal':
      return literalText(expression.value, expression.type);
    case 'parameter':
      return names.parameters[expression.parameter] ?? '';
    case 'variable':
      return names.variables[expression.variable] ?? '';
    case 'element':
      return `${inner(expression.of, names)}[${expressionText(expression.index, names)}]`;
    case 'unary':
      return `${expression.operator}${inner(expression.operand, names)}`;
    case 'binary':
      return `${inner(expression.left, names)} ${expression.operator} ${inner(expression.right, names)}`;
    case 'call':
      return `${expression.name}(${expression.arguments.map((part) => expressionText(part, names)).join(', ')})`;
    case 'cast':
      return castText(expression.type, expressionText(expression.operand, names));
    case 'concatenation':
      return joined(expression.parts, expression.type, names);
    case 'list':
      return listText(expression, names);
  }
}

/** A condition; a single bit stands for itself. */
export function conditionText(condition: Expression, names: Names): string {
  const isBit =
    condition.kind === 'cast' &&
    condition.operand.type.kind === 'bit' &&
    condition.operand.type.width === undefined;
  return expressionText(isBit ? condition.operand : condition, names);
}

export function angleText(angle: Angle, names: Names): string {
  return typeof angle === 'number' ? realText(angle, 'pi') : expressionText(angle, names);
}

export function bitText({ variable, index }: BitReference, type: ClassicalType, names: Names): string {
  const name = names.variables[variable] ?? '';
  if (type.kind === 'bit' && type.width === undefined) return name;
  return `${name}[${typeof index === 'number' ? index : expressionText(index, names)}]`;
}

/** An expression that stands beside an operator. */
function inner(expression: Expression, names: Names): string {
  const text = expressionText(expression, names);
  const isOpen =
    expression.kind === 'binary' ||
    expression.kind === 'unary' ||
    (expression.kind === 'literal' && !/^[\w."]+$/.test(text));
  return isOpen ? `(${text})` : text;
}

function castText(type: ClassicalType, operand: string): string {
  return `${typeName(type)}(${operand})`;
}

/** A value of a type, with a cast where the digits alone would have another type. */
function literalText(value: Value, type: ClassicalType): string {
  const text = valueText(value, type);
  const isNatural =
    type.kind === 'bool' ||
    type.kind === 'duration' ||
    type.kind === 'complex' ||
    (type.kind === 'bit' && type.width !== undefined) ||
    ((type.kind === 'int' || type.kind === 'float') && type.width === undefined);
  return isNatural ? text : castText(type, text);
}

/** A value as it stands behind the declaration of a variable of its type. */
export function valueText(value: Value, type: ClassicalType): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint') {
    const isRegister = type.kind === 'bit' && type.width !== undefined;
    return isRegister ? `"${value.toString(2).padStart(type.width, '0')}"` : String(value);
  }
  if (typeof value === 'number')
    return type.kind === 'duration' ? durationText(value) : realText(value, 'pi');
  if ('re' in value) return `${decimalText(value.re)} + ${decimalText(value.im)}im`;
  const element = type.kind === 'array' ? innerType(type) : type;
  return `{${value.map((part) => valueText(part, element)).join(', ')}}`;
}

function innerType(type: Extract<ClassicalType, { kind: 'array' }>): ClassicalType {
  return type.shape.length <= 1 ? type.element : { ...type, shape: type.shape.slice(1) };
}

const units = [
  ['s', 1],
  ['ms', 1e-3],
  ['us', 1e-6],
  ['ns', 1e-9],
] as const;

/** Seconds in the largest unit that leaves a number of at least one. */
export function durationText(seconds: number): string {
  const [unit, size] = units.find((candidate) => Math.abs(seconds) >= candidate[1]) ?? ['ns', 1e-9];
  return `${Number((seconds / size).toPrecision(15))}${unit}`;
}

/** Operands side by side in one register, the first most significant, by shifts: the language has no operator for it. */
function joined(parts: readonly Expression[], type: ClassicalType, names: Names): string {
  const total = widthOf(type);
  let shift = total;
  const terms = parts.map((part) => {
    const width = widthOf(part.type);
    shift -= width;
    const bits = castText({ kind: 'uint', width: total }, expressionText(part, names));
    return shift === 0 ? bits : `(${bits} << ${shift})`;
  });
  return castText(type, terms.join(' | '));
}

function listText(expression: Extract<Expression, { kind: 'list' }>, names: Names): string {
  if (expression.type.kind !== 'array')
    return joined(expression.elements.toReversed(), expression.type, names);
  return `{${expression.elements.map((element) => expressionText(element, names)).join(', ')}}`;
}
