import { type ClassicalType, type TypedValue, type Value, cx, typeName, widthOf } from '../base/index.ts';
import { ClassicalError, convert, elementType } from '../library/index.ts';

/** How values lie in a circuit's variables: elements of arrays, bits of registers, and what a variable starts with. */

/** The value with all bits zero. */
export function zeroOf(type: ClassicalType): Value {
  switch (type.kind) {
    case 'bool':
      return false;
    case 'bit':
    case 'int':
    case 'uint':
      return 0n;
    case 'complex':
      return cx.zero;
    case 'array':
      return Array.from({ length: type.shape[0] ?? 0 }, () => zeroOf(elementType(type)));
    default:
      return 0;
  }
}

/** The value in another type; nothing happens where it has that type already. */
export function converted(from: TypedValue, to: ClassicalType): Value {
  return isSame(from.type, to) ? from.value : convert(from, to);
}

function isSame(a: ClassicalType, b: ClassicalType): boolean {
  if (a === b) return true;
  if (a.kind === 'array' || b.kind === 'array') return typeName(a) === typeName(b);
  return a.kind === b.kind && widthOf(a) === widthOf(b);
}

/** An element of an array, or a bit of a register or number; negative indices count from the end. */
export function elementOf(from: TypedValue, index: Value): Value {
  const { type, value } = from;
  if (type.kind !== 'array') return (bitsOf(from) >> BigInt(elementPlace(type, index))) & 1n;
  const element = (value as readonly Value[])[elementPlace(type, index)];
  return element ?? zeroOf(elementType(type));
}

/**
 * The variable's value after `value` was stored in the element or bit that `indices` lead to, outermost dimension
 * first; without indices it is replaced.
 */
export function stored(into: TypedValue, indices: readonly Value[], value: TypedValue): Value {
  const [index, ...deeper] = indices;
  if (index === undefined) return converted(value, into.type);
  const { type } = into;
  if (type.kind !== 'array') return withBit(into, index, converted(value, { kind: 'bool' }) === true);
  const elements = [...(into.value as readonly Value[])];
  const at = elementPlace(type, index);
  const inner = elementType(type);
  elements[at] = stored({ type: inner, value: elements[at] ?? zeroOf(inner) }, deeper, value);
  return elements;
}

function withBit(into: TypedValue, index: Value, bit: boolean): Value {
  const { type } = into;
  const mask = 1n << BigInt(elementPlace(type, index));
  const bits = bit ? bitsOf(into) | mask : bitsOf(into) & ~mask;
  return convert({ type: { kind: 'bit', width: widthOf(type) }, value: bits }, type);
}

/** The operands' bits in one register, the first operand most significant. */
export function concatenated(parts: readonly TypedValue[]): bigint {
  return parts.reduce((bits, part) => (bits << BigInt(widthOf(part.type))) | bitsOf(part), 0n);
}

/** The bits of a scalar as an unsigned number. */
export function bitsOf({ type, value }: TypedValue): bigint {
  if (typeof value === 'bigint') return BigInt.asUintN(widthOf(type), value);
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return convert({ type, value }, { kind: 'bit', width: widthOf(type) }) as bigint;
}

/** The place that an index means; negative ones count from the end. @throws {ClassicalError} outside the type. */
export function elementPlace(type: ClassicalType, index: Value): number {
  const size = type.kind === 'array' ? (type.shape[0] ?? 0) : widthOf(type);
  const asked = Number(index);
  const at = asked < 0 ? asked + size : asked;
  if (Number.isInteger(at) && at >= 0 && at < size) return at;
  throw new ClassicalError('outside-domain', `index ${asked} lies outside ${typeName(type)}`);
}
