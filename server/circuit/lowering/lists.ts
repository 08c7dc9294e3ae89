import { type ClassicalType, widthOf } from '../../base/index.ts';
import { ClassicalError, elementType } from '../../library/index.ts';
import { concatenated, elementOf } from '../values.ts';
import { type Evaluated, asExpression, bit, int, isKnown, late } from './evaluated.ts';

/** Arrays and registers, taken apart and put together. */

/** The elements of an array along its outermost dimension, or the bits of a register from index 0 on. */
export function elementsOf(value: Evaluated): readonly Evaluated[] {
  const { type } = value;
  const inner = type.kind === 'array' ? elementType(type) : bit;
  const size = type.kind === 'array' ? (type.shape[0] ?? 0) : widthOf(type);
  return Array.from({ length: size }, (_, place): Evaluated => {
    if (isKnown(value)) return { type: inner, value: elementOf(value, BigInt(place)) };
    const index = { kind: 'literal', type: int, value: BigInt(place) } as const;
    return late({ kind: 'element', type: inner, of: value.expression, index });
  });
}

/** An array of elements that were evaluated one by one. */
export function listOf(type: ClassicalType, elements: readonly Evaluated[]): Evaluated {
  if (elements.every(isKnown)) return { type, value: elements.map(({ value }) => value) };
  return late({ kind: 'list', type, elements: elements.map(asExpression) });
}

/** The type of an array of `size` elements, which may be arrays themselves. */
export function listTypeOf(element: ClassicalType, size: number): ClassicalType {
  if (element.kind === 'array')
    return { kind: 'array', element: element.element, shape: [size, ...element.shape] };
  return { kind: 'array', element, shape: [size] };
}

/** A register of bits, index 0 first. */
export function registerOf(bits: readonly Evaluated[]): Evaluated {
  const type: ClassicalType = {
    kind: 'bit',
    width: bits.reduce((width, part) => width + widthOf(part.type), 0),
  };
  // Expressions write the most significant part first.
  const parts = bits.toReversed();
  if (parts.every(isKnown)) return { type, value: concatenated(parts) };
  return late({ kind: 'concatenation', type, parts: parts.map(asExpression) });
}

/** `left ++ right`: the left operand has the lower indices. @throws {ClassicalError} unless both are bits or arrays. */
export function joined(left: Evaluated, right: Evaluated): Evaluated {
  if (left.type.kind === 'bit' && right.type.kind === 'bit') return registerOf([left, right]);
  if (left.type.kind !== 'array' || right.type.kind !== 'array')
    throw new ClassicalError('no-operation', 'only bits and arrays can be joined');
  const elements = [...elementsOf(left), ...elementsOf(right)];
  return listOf(listTypeOf(elementType(left.type), elements.length), elements);
}
