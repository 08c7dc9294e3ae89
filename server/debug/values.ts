import { type ClassicalType, type TypedValue, type Value, widthOf } from '../base/index.ts';

/** A classical value as the language writes it. */
export function valueText({ type, value }: TypedValue): string {
  if (type.kind === 'array') return `{${listText(type, value)}}`;
  if (typeof value === 'object') return 're' in value ? `${value.re} + ${value.im}im` : '';
  if (type.kind === 'bit' && type.width !== undefined)
    return `"${value.toString(2).padStart(widthOf(type), '0')}"`;
  return type.kind === 'duration' ? `${value}s` : String(value);
}

function listText(type: Extract<ClassicalType, { kind: 'array' }>, value: Value): string {
  const [, ...inner] = type.shape;
  const element: ClassicalType = inner.length === 0 ? type.element : { ...type, shape: inner };
  return (value as readonly Value[]).map((one) => valueText({ type: element, value: one })).join(', ');
}

/** At most six digits behind the point, and no negative zero. */
export function decimal(value: number): string {
  return String(Number(value.toFixed(6)) + 0);
}
