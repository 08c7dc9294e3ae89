import {
  type ClassicalType,
  type Complex,
  type TypedValue,
  type Value,
  cx,
  typeName,
  widthOf,
} from '../base/index.ts';

/** What a computation on classical values may run into. */
export type ClassicalFault =
  'division-by-zero' | 'no-conversion' | 'no-operation' | 'outside-domain' | 'wrong-arguments';

/** A computation that has no result; `message` is a sentence for the user. */
export class ClassicalError extends Error {
  readonly fault: ClassicalFault;

  constructor(fault: ClassicalFault, message: string) {
    super(message);
    this.name = 'ClassicalError';
    this.fault = fault;
  }
}

const turn = 2 * Math.PI;

/** Whether a value of the first type can be turned into the second, written as a cast or done silently. */
export function isConvertible(from: ClassicalType, to: ClassicalType): boolean {
  if (from.kind === 'array' || to.kind === 'array') return isConvertibleArray(from, to);
  if (isTime(from) || isTime(to)) return isTime(from) && isTime(to);
  if (from.kind === 'complex' || to.kind === 'complex') return to.kind === 'complex' && from.kind !== 'angle';
  if (to.kind === 'bit') return isConvertibleToBits(from, to);
  if (from.kind === 'angle') return to.kind === 'angle' || to.kind === 'bool' || to.kind === 'float';
  return from.kind !== 'bool' || to.kind !== 'angle';
}

function isConvertibleArray(from: ClassicalType, to: ClassicalType): boolean {
  return (
    from.kind === 'array' &&
    to.kind === 'array' &&
    from.shape.join() === to.shape.join() &&
    isConvertible(from.element, to.element)
  );
}

function isConvertibleToBits(from: ClassicalType, to: ClassicalType): boolean {
  if (from.kind === 'bit' || from.kind === 'angle') return widthOf(from) === widthOf(to);
  return from.kind === 'bool' || from.kind === 'int' || from.kind === 'uint';
}

function isTime(type: ClassicalType): boolean {
  return type.kind === 'duration' || type.kind === 'stretch';
}

/**
 * The value in another type (specification, "Types and casting"): integers wrap at the target's width, floats are cut
 * towards zero, angles are taken modulo 2π, and the bits of a register are those of an unsigned number.
 *
 * @throws {ClassicalError} when the types have no conversion, or the number has none.
 */
export function convert(from: TypedValue, to: ClassicalType): Value {
  if (!isConvertible(from.type, to)) {
    throw new ClassicalError(
      'no-conversion',
      `a value of type ${typeName(from.type)} cannot become ${typeName(to)}`,
    );
  }
  const { type, value } = from;
  if (to.kind === 'array') return convertArray(from, to);
  if (to.kind === 'bool') return isNonZero(value);
  if (to.kind === 'complex') return asComplex(from);
  if (to.kind === 'int' || to.kind === 'uint') return wrapInteger(to, asInteger(from));
  if (to.kind === 'bit') return type.kind === 'angle' ? angleBits(from) : wrapInteger(to, asInteger(from));
  if (to.kind === 'angle') return asAngle(from, to);
  return roundFloat(to, asNumber(from));
}

function convertArray(from: TypedValue, to: Extract<ClassicalType, { kind: 'array' }>): Value {
  if (from.type.kind !== 'array' || !Array.isArray(from.value)) return from.value;
  const inner = elementType(from.type);
  const target = elementType(to);
  return (from.value as readonly Value[]).map((value) => convert({ type: inner, value }, target));
}

/** The type of `array[i]`: the array without its outermost dimension. */
export function elementType(type: Extract<ClassicalType, { kind: 'array' }>): ClassicalType {
  return type.shape.length <= 1
    ? type.element
    : { kind: 'array', element: type.element, shape: type.shape.slice(1) };
}

function isNonZero(value: Value): boolean {
  if (typeof value === 'object') return 're' in value ? value.re !== 0 || value.im !== 0 : value.length > 0;
  return Boolean(value);
}

/** A scalar as a real number; bits count as an unsigned integer. */
export function asNumber({ value }: TypedValue): number {
  if (typeof value === 'object') throw new ClassicalError('no-conversion', 'this value is not a real number');
  return Number(value);
}

/** A scalar as a complex number. */
export function asComplex(from: TypedValue): Complex {
  if (typeof from.value === 'object' && 're' in from.value) return from.value;
  return cx.complex(asNumber(from));
}

/** A scalar as an integer of any size; floats are cut towards zero. */
export function asInteger({ value }: TypedValue): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'number' && Number.isFinite(value)) return BigInt(Math.trunc(value));
  const shown = typeof value === 'number' ? `${value}` : 'this value';
  throw new ClassicalError('outside-domain', `${shown} is not a whole number`);
}

/** The integer modulo 2^width, signed for `int`. */
export function wrapInteger(type: ClassicalType, value: bigint): bigint {
  return type.kind === 'int' ? BigInt.asIntN(widthOf(type), value) : BigInt.asUintN(widthOf(type), value);
}

/** The number as the type stores it: 32-bit floats are rounded to single precision. */
export function roundFloat(type: ClassicalType, value: number): number {
  return type.kind === 'float' && widthOf(type) <= 32 ? Math.fround(value) : value;
}

/** The angle modulo 2π, on the grid of 2^width steps where that is coarser than a double. */
export function wrapAngle(type: ClassicalType, radians: number): number {
  if (!Number.isFinite(radians)) throw new ClassicalError('outside-domain', `${radians} is not an angle`);
  const turns = radians / turn - Math.floor(radians / turn);
  const width = widthOf(type);
  if (width >= 53) return radians >= 0 && radians < turn ? radians : (turns % 1) * turn;
  const steps = 2 ** width;
  return ((Math.round(turns * steps) % steps) / steps) * turn;
}

function asAngle(from: TypedValue, to: ClassicalType): number {
  if (from.type.kind !== 'bit') return wrapAngle(to, asNumber(from));
  return wrapAngle(to, (Number(asInteger(from)) / 2 ** widthOf(from.type)) * turn);
}

/** The fixed-point bits of an angle: the integer k of k·2π/2^width. */
export function angleBits({ type, value }: TypedValue): bigint {
  const width = widthOf(type);
  const fraction = Number(value) / turn;
  // 52 bits are all that a double has; the rest of a wider angle is zero.
  const known = Math.min(width, 52);
  const bits = BigInt(Math.round(fraction * 2 ** known)) << BigInt(width - known);
  return BigInt.asUintN(width, bits);
}

/** The angle whose fixed-point bits these are. */
export function angleFromBits(type: ClassicalType, bits: bigint): number {
  const width = widthOf(type);
  return (Number(BigInt.asUintN(width, bits)) / 2 ** width) * turn;
}
