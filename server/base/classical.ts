import type { Complex } from './complex.ts';

/**
 * The classical types of OpenQASM 3 (specification, "Types and casting").
 *
 * A `width` of `undefined` is the language's default: 64 bits for `int`, `uint`, `float` and `angle`, 128 for `complex`.
 * `bit` without a width is a single bit, `bit[n]` a register of n.
 */
export type ClassicalType =
  | { readonly kind: 'bool' }
  | { readonly kind: 'bit'; readonly width?: number }
  | { readonly kind: 'int'; readonly width?: number }
  | { readonly kind: 'uint'; readonly width?: number }
  | { readonly kind: 'float'; readonly width?: number }
  | { readonly kind: 'angle'; readonly width?: number }
  | { readonly kind: 'complex'; readonly width?: number }
  | { readonly kind: 'duration' }
  | { readonly kind: 'stretch' }
  | { readonly kind: 'array'; readonly element: ClassicalType; readonly shape: readonly number[] };

/** The names of the classical types, as the language writes them. */
export const classicalTypeNames = [
  'bit',
  'bool',
  'int',
  'uint',
  'float',
  'angle',
  'complex',
  'duration',
  'stretch',
  'array',
] as const satisfies readonly ClassicalType['kind'][];

/**
 * A value of a classical type.
 *
 * | type | representation |
 * | --- | --- |
 * | `bool` | boolean |
 * | `bit`, `bit[n]`, `int`, `uint` | bigint; bit 0 of a register is the least significant |
 * | `float` | number |
 * | `angle` | number, radians in [0, 2π) |
 * | `duration` | number, seconds |
 * | `complex` | {@link Complex} |
 * | `array` | nested array, outermost dimension first |
 */
export type Value = boolean | bigint | number | Complex | readonly Value[];

export interface TypedValue {
  readonly type: ClassicalType;
  readonly value: Value;
}

/** The number of bits of a `bit`, `int`, `uint` or `angle`. */
export function widthOf(type: ClassicalType): number {
  if (type.kind === 'bit') return type.width ?? 1;
  if (type.kind === 'bool') return 1;
  if (type.kind === 'array' || type.kind === 'duration' || type.kind === 'stretch') return 64;
  return type.width ?? (type.kind === 'complex' ? 128 : 64);
}

/** The type as OpenQASM 3 writes it. */
export function typeName(type: ClassicalType): string {
  if (type.kind === 'array') return `array[${typeName(type.element)}, ${type.shape.join(', ')}]`;
  if (type.kind === 'complex')
    return type.width === undefined ? 'complex' : `complex[float[${type.width / 2}]]`;
  return 'width' in type && type.width !== undefined ? `${type.kind}[${type.width}]` : type.kind;
}

export function sameType(a: ClassicalType, b: ClassicalType): boolean {
  return typeName(a) === typeName(b);
}
