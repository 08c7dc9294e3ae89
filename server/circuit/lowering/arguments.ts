import { type ClassicalType, type Span, type TypedValue, type Value, typeName } from '../../base/index.ts';
import { ClassicalError, convert, elementType } from '../../library/index.ts';
import { fail } from './failure.ts';
import type { Frame } from './frame.ts';

/** A plain value that came from outside, in the type that a parameter declares. */
export function coerce(
  frame: Frame,
  name: string,
  span: Span,
  value: Value,
  type: ClassicalType,
): TypedValue {
  try {
    return { type, value: coerced(value, type) };
  } catch (error) {
    if (error instanceof ClassicalError) fail(frame, 'QF3109', span, [name, error.message]);
    throw error;
  }
}

function coerced(value: Value, type: ClassicalType): Value {
  if (type.kind !== 'array') return convert({ type: scalarType(value, type), value }, type);
  const [size = 0] = type.shape;
  if (!isList(value)) throw new ClassicalError('no-conversion', `${typeName(type)} is a list of numbers`);
  if (value.length !== size)
    throw new ClassicalError(
      'no-conversion',
      `it has ${value.length} elements, and ${typeName(type)} has ${size}`,
    );
  return value.map((element) => coerced(element, elementType(type)));
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** The type of a plain value. Numbers come as they are in JavaScript, so a whole one serves as an integer. */
function scalarType(value: Value, wanted: ClassicalType): ClassicalType {
  if (typeof value === 'boolean') return { kind: 'bool' };
  if (typeof value === 'bigint') return wanted.kind === 'bit' ? wanted : { kind: 'int' };
  if (wanted.kind === 'duration' || wanted.kind === 'stretch') return wanted;
  if (typeof value === 'number') return Number.isInteger(value) ? { kind: 'int' } : { kind: 'float' };
  if (isList(value)) throw new ClassicalError('no-conversion', `${typeName(wanted)} is a single value`);
  return { kind: 'complex' };
}
