import {
  type ClassicalType,
  type Complex,
  type TypedValue,
  type Value,
  cx,
  typeName,
  widthOf,
} from '../base/index.ts';
import {
  ClassicalError,
  angleBits,
  angleFromBits,
  asComplex,
  asInteger,
  asNumber,
  convert,
  roundFloat,
  wrapAngle,
  wrapInteger,
} from './conversions.ts';
import {
  type ArithmeticOperator,
  type BinaryOperatorName,
  type BitwiseOperator,
  type ComparisonOperator,
  type ShiftOperator,
  binaryType,
  isInteger,
  unaryType,
} from './operator-types.ts';

/** The classical operators of OpenQASM 3: what they compute. */

const bool: ClassicalType = { kind: 'bool' };

/** @throws {ClassicalError} when the language has no such operation. */
export function applyUnary(operator: string, operand: TypedValue): TypedValue {
  const type = unaryType(operator, operand.type);
  if (type === undefined) throw noOperation(`${operator}${typeName(operand.type)}`);
  if (operator === '!') return { type, value: !convert(operand, bool) };
  if (operator === '-') return { type, value: negated(type, operand) };
  if (type.kind === 'angle') return { type, value: angleFromBits(type, ~angleBits(operand)) };
  return { type, value: wrapInteger(type, ~asInteger(operand)) };
}

/** @throws {ClassicalError} when the language has no such operation, or it has no result for these values. */
export function applyBinary(operator: string, left: TypedValue, right: TypedValue): TypedValue {
  const type = binaryType(operator, left.type, right.type);
  if (type === undefined) throw noOperation(`${typeName(left.type)} ${operator} ${typeName(right.type)}`);
  return { type, value: binaryValue(operator as BinaryOperatorName, type, left, right) };
}

/** Whether an operation divides whole numbers, which leaves out the remainder unless the dividend is made real. */
export function isWholeQuotient(operator: string, left: ClassicalType, right: ClassicalType): boolean {
  return operator === '/' && isWhole(left) && isWhole(right);
}

function isWhole(type: ClassicalType): boolean {
  return isInteger(type) || type.kind === 'bit';
}

function noOperation(text: string): ClassicalError {
  return new ClassicalError('no-operation', `there is no operation ${text}`);
}

function negated(type: ClassicalType, operand: TypedValue): Value {
  if (isInteger(type)) return wrapInteger(type, -asInteger(operand));
  if (type.kind === 'complex') return cx.scale(asComplex(operand), -1);
  return type.kind === 'angle' ? wrapAngle(type, -asNumber(operand)) : -asNumber(operand);
}

function binaryValue(
  operator: BinaryOperatorName,
  type: ClassicalType,
  left: TypedValue,
  right: TypedValue,
): Value {
  switch (operator) {
    case '&&':
      return convert(left, bool) === true && convert(right, bool) === true;
    case '||':
      return convert(left, bool) === true || convert(right, bool) === true;
    case '<<':
    case '>>':
      return shifted(operator, type, left, asInteger(right));
    case '&':
    case '|':
    case '^':
      return bitwise(operator, type, left, right);
    case '**':
    case '*':
    case '/':
    case '%':
    case '+':
    case '-':
      return arithmetic(operator, type, left, right);
    default:
      return compared(operator, left, right);
  }
}

function shifted(operator: ShiftOperator, type: ClassicalType, left: TypedValue, count: bigint): Value {
  if (count < 0n) throw new ClassicalError('outside-domain', 'bits cannot be shifted by a negative count');
  const places = count > BigInt(widthOf(type)) ? BigInt(widthOf(type)) : count;
  const bits = type.kind === 'angle' ? angleBits(left) : asInteger(left);
  const moved = operator === '<<' ? bits << places : bits >> places;
  return type.kind === 'angle' ? angleFromBits(type, moved) : wrapInteger(type, moved);
}

function bitwise(operator: BitwiseOperator, type: ClassicalType, left: TypedValue, right: TypedValue): Value {
  const [a, b] = [left, right].map((operand) =>
    type.kind === 'angle' ? angleBits({ type, value: operand.value }) : asInteger(operand),
  ) as [bigint, bigint];
  const bits = operator === '&' ? a & b : operator === '|' ? a | b : a ^ b;
  return type.kind === 'angle' ? angleFromBits(type, bits) : wrapInteger(type, bits);
}

function arithmetic(
  operator: ArithmeticOperator,
  type: ClassicalType,
  left: TypedValue,
  right: TypedValue,
): Value {
  if (type.kind === 'complex') return complexArithmetic(operator, asComplex(left), asComplex(right));
  const isRatioOfAngles = left.type.kind === 'angle' && right.type.kind === 'angle' && operator === '/';
  if (isRatioOfAngles)
    return wrapInteger(type, BigInt(Math.trunc(realArithmetic('/', asNumber(left), asNumber(right)))));
  if (isInteger(type)) return integerArithmetic(operator, type, asInteger(left), asInteger(right));
  const result = realArithmetic(operator, asNumber(left), asNumber(right));
  return type.kind === 'angle' ? wrapAngle(type, result) : roundFloat(type, result);
}

function divisionByZero(): ClassicalError {
  return new ClassicalError('division-by-zero', 'a division by zero has no result');
}

function integerArithmetic(operator: ArithmeticOperator, type: ClassicalType, a: bigint, b: bigint): bigint {
  if ((operator === '/' || operator === '%') && b === 0n) throw divisionByZero();
  // Both operands are first brought into the common type, as C does: an unsigned result sees no negative operand.
  const left = wrapInteger(type, a);
  const right = operator === '**' ? b : wrapInteger(type, b);
  switch (operator) {
    case '+':
      return wrapInteger(type, left + right);
    case '-':
      return wrapInteger(type, left - right);
    case '*':
      return wrapInteger(type, left * right);
    case '/':
      return wrapInteger(type, right === 0n ? 0n : left / right);
    case '%':
      return wrapInteger(type, right === 0n ? 0n : left % right);
    case '**':
      return integerPower(type, left, right);
  }
}

/** base^exponent modulo 2^width by repeated squaring, so that a huge exponent costs no more than its digits. */
export function integerPower(type: ClassicalType, base: bigint, exponent: bigint): bigint {
  if (exponent < 0n)
    throw new ClassicalError('outside-domain', 'an integer to a negative power is not an integer');
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = wrapInteger(type, result * square);
    square = wrapInteger(type, square * square);
  }
  return wrapInteger(type, result);
}

function realArithmetic(operator: ArithmeticOperator, a: number, b: number): number {
  if ((operator === '/' || operator === '%') && b === 0) throw divisionByZero();
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    case '**':
      return realPower(a, b);
  }
}

/** a^b for real numbers. @throws {ClassicalError} where the result is not a real number. */
export function realPower(a: number, b: number): number {
  const result = a ** b;
  if (Number.isNaN(result) && !Number.isNaN(a) && !Number.isNaN(b))
    throw new ClassicalError('outside-domain', `${a} to the power ${b} is not a real number`);
  if (a === 0 && b < 0) throw divisionByZero();
  return result;
}

function complexArithmetic(operator: ArithmeticOperator, a: Complex, b: Complex): Complex {
  switch (operator) {
    case '+':
      return cx.add(a, b);
    case '-':
      return cx.subtract(a, b);
    case '*':
      return cx.multiply(a, b);
    case '/':
      if (cx.magnitudeSquared(b) === 0) throw divisionByZero();
      return cx.divide(a, b);
    case '**':
      return complexPower(a, b);
    case '%':
      throw noOperation('complex % complex');
  }
}

/** The principal value of a^b. */
export function complexPower(a: Complex, b: Complex): Complex {
  if (b.im === 0) return cx.power(a, b.re);
  const radius = cx.magnitude(a);
  if (radius === 0) return cx.zero;
  const exponent = cx.multiply(b, cx.complex(Math.log(radius), cx.phase(a)));
  return cx.scale(cx.expi(exponent.im), Math.exp(exponent.re));
}

function compared(operator: ComparisonOperator, left: TypedValue, right: TypedValue): boolean {
  if (left.type.kind === 'complex' || right.type.kind === 'complex') {
    const distance = cx.subtract(asComplex(left), asComplex(right));
    return (distance.re === 0 && distance.im === 0) === (operator === '==');
  }
  const angle = left.type.kind === 'angle' ? left.type : right.type;
  if (angle.kind === 'angle') return ordered(operator, asAngle(left, angle), asAngle(right, angle));
  const isReal = typeof left.value === 'number' || typeof right.value === 'number';
  if (isReal) return ordered(operator, asNumber(left), asNumber(right));
  return ordered(operator, asInteger(left), asInteger(right));
}

function asAngle(operand: TypedValue, type: ClassicalType): number {
  return Number(operand.type.kind === 'angle' ? operand.value : convert(operand, type));
}

function ordered<T extends number | bigint>(operator: ComparisonOperator, a: T, b: T): boolean {
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case '==':
      return a === b;
    case '!=':
      return a !== b;
  }
}
