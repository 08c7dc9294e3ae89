import { type ClassicalType, widthOf } from '../base/index.ts';
import { isConvertible } from './conversions.ts';

/** The classical operators of OpenQASM 3: what they accept and what type they give. */

export const unaryOperators = ['-', '~', '!'] as const;

const arithmeticOperators = ['**', '*', '/', '%', '+', '-'] as const;
const shiftOperators = ['<<', '>>'] as const;
const comparisonOperators = ['<', '<=', '>', '>=', '==', '!='] as const;
const bitwiseOperators = ['&', '^', '|'] as const;
const logicalOperators = ['&&', '||'] as const;

export const binaryOperators = [
  ...arithmeticOperators,
  ...shiftOperators,
  ...comparisonOperators,
  ...bitwiseOperators,
  ...logicalOperators,
] as const;

export type UnaryOperatorName = (typeof unaryOperators)[number];

export type BinaryOperatorName = (typeof binaryOperators)[number];
export type ArithmeticOperator = (typeof arithmeticOperators)[number];
export type ShiftOperator = (typeof shiftOperators)[number];
export type ComparisonOperator = (typeof comparisonOperators)[number];
export type BitwiseOperator = (typeof bitwiseOperators)[number];

const bool: ClassicalType = { kind: 'bool' };
const float: ClassicalType = { kind: 'float' };
const uint: ClassicalType = { kind: 'uint' };
const duration: ClassicalType = { kind: 'duration' };

/** The type of `operator operand`, or nothing where the language has no such operation. */
export function unaryType(operator: string, operand: ClassicalType): ClassicalType | undefined {
  if (operator === '!') return isConvertible(operand, bool) ? bool : undefined;
  if (operator === '~') return isBitPattern(operand) ? operand : undefined;
  if (operator !== '-') return undefined;
  const hasSign = isInteger(operand) || ['float', 'angle', 'complex', 'duration'].includes(operand.kind);
  return hasSign ? operand : undefined;
}

/** The type of `left operator right`, or nothing where the language has no such operation. */
export function binaryType(
  operator: string,
  left: ClassicalType,
  right: ClassicalType,
): ClassicalType | undefined {
  switch (operator) {
    case '&&':
    case '||':
      return isConvertible(left, bool) && isConvertible(right, bool) ? bool : undefined;
    case '<<':
    case '>>':
      return isBitPattern(left) && (isInteger(right) || right.kind === 'bit') ? left : undefined;
    case '&':
    case '|':
    case '^':
      return bitwiseType(left, right);
    case '**':
    case '*':
    case '/':
    case '%':
    case '+':
    case '-':
      return arithmeticType(operator, left, right);
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '==':
    case '!=':
      return isComparable(operator, left, right) ? bool : undefined;
    default:
      return undefined;
  }
}

export function isInteger(type: ClassicalType): boolean {
  return type.kind === 'int' || type.kind === 'uint';
}

function isBitPattern(type: ClassicalType): boolean {
  return isInteger(type) || type.kind === 'bit' || type.kind === 'angle';
}

function isTime(type: ClassicalType): boolean {
  return type.kind === 'duration' || type.kind === 'stretch';
}

/** A register keeps its width against a number, whose higher bits are dropped. */
function bitwiseType(left: ClassicalType, right: ClassicalType): ClassicalType | undefined {
  if (left.kind === 'angle' && right.kind === 'angle') return widthOf(left) >= widthOf(right) ? left : right;
  if (left.kind === 'bit' && right.kind === 'bit') return widthOf(left) === widthOf(right) ? left : undefined;
  if (left.kind === 'bit') return isInteger(right) || right.kind === 'bool' ? left : undefined;
  if (right.kind === 'bit') return isInteger(left) || left.kind === 'bool' ? right : undefined;
  return isInteger(left) && isInteger(right) ? promotedInteger(left, right) : undefined;
}

/** C's rule: the wider type, and the unsigned one of two that are equally wide. */
function promotedInteger(left: ClassicalType, right: ClassicalType): ClassicalType {
  if (widthOf(left) !== widthOf(right)) return widthOf(left) > widthOf(right) ? left : right;
  return left.kind === 'uint' ? left : right;
}

function arithmeticType(
  operator: ArithmeticOperator,
  left: ClassicalType,
  right: ClassicalType,
): ClassicalType | undefined {
  if (isTime(left) || isTime(right)) return timeType(operator, left, right);
  if (left.kind === 'angle' || right.kind === 'angle') return angleType(operator, left, right);
  return numberType(operator, arithmeticOperand(left), arithmeticOperand(right));
}

/** Bits count as an unsigned number in arithmetic. */
function arithmeticOperand(type: ClassicalType): ClassicalType {
  return type.kind === 'bit' ? { kind: 'uint', width: widthOf(type) } : type;
}

function isNumber(type: ClassicalType): boolean {
  return isInteger(type) || type.kind === 'float' || type.kind === 'complex';
}

function isReal(type: ClassicalType): boolean {
  return isInteger(type) || type.kind === 'float' || type.kind === 'bit';
}

function numberType(
  operator: ArithmeticOperator,
  left: ClassicalType,
  right: ClassicalType,
): ClassicalType | undefined {
  if (!isNumber(left) || !isNumber(right)) return undefined;
  if (left.kind === 'complex' || right.kind === 'complex')
    return operator === '%' ? undefined : widerOf('complex', left, right);
  if (left.kind === 'float' || right.kind === 'float') return widerOf('float', left, right);
  return operator === '**' ? left : promotedInteger(left, right);
}

/** The wider of the operands that are of this kind. */
function widerOf(kind: ClassicalType['kind'], left: ClassicalType, right: ClassicalType): ClassicalType {
  if (left.kind !== kind) return right;
  if (right.kind !== kind) return left;
  return widthOf(left) >= widthOf(right) ? left : right;
}

function timeType(
  operator: ArithmeticOperator,
  left: ClassicalType,
  right: ClassicalType,
): ClassicalType | undefined {
  if (isTime(left) && isTime(right)) {
    if (operator === '/') return float;
    return operator === '+' || operator === '-' || operator === '%' ? duration : undefined;
  }
  if (operator === '*') return isReal(left) || isReal(right) ? duration : undefined;
  return operator === '/' && isTime(left) && isReal(right) ? duration : undefined;
}

function angleType(
  operator: ArithmeticOperator,
  left: ClassicalType,
  right: ClassicalType,
): ClassicalType | undefined {
  if (left.kind === 'angle' && right.kind === 'angle') {
    if (operator === '/') return uint;
    return operator === '+' || operator === '-' || operator === '%'
      ? widerOf('angle', left, right)
      : undefined;
  }
  const angle = left.kind === 'angle' ? left : right;
  if (!isReal(left.kind === 'angle' ? right : left)) return undefined;
  if (operator === '/' || operator === '%') return left.kind === 'angle' ? angle : undefined;
  return operator === '**' ? undefined : angle;
}

function isComparable(operator: ComparisonOperator, left: ClassicalType, right: ClassicalType): boolean {
  if (left.kind === 'array' || right.kind === 'array') return false;
  if (isTime(left) || isTime(right)) return isTime(left) && isTime(right);
  const isEquality = operator === '==' || operator === '!=';
  if (left.kind === 'complex' || right.kind === 'complex')
    return isEquality && left.kind !== 'angle' && right.kind !== 'angle';
  if (left.kind === 'bit' && right.kind === 'bit') return widthOf(left) === widthOf(right);
  if (left.kind === 'angle' || right.kind === 'angle') return left.kind !== 'bool' && right.kind !== 'bool';
  return true;
}
