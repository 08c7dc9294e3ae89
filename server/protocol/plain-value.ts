/** A number (whole ones beyond 2^53 as text), a condition, a text, a complex number, or lists and tables of them. */
export type PlainValue =
  | number
  | boolean
  | string
  | { readonly re: number; readonly im: number }
  | readonly PlainValue[]
  | { readonly [name: string]: PlainValue };

/** How many elements of a list or table one line shows. */
const shownElements = 8;

/** A value on one line: numbers with at most six digits, long lists cut short. */
export function plainText(value: PlainValue): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(6)));
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return `[${shortened(value.map(plainText))}]`;
  if (isComplex(value))
    return `${plainText(value.re)} ${value.im < 0 ? '-' : '+'} ${plainText(Math.abs(value.im))}i`;
  return `{${shortened(Object.entries(value).map(([key, entry]) => `${key}: ${plainText(entry)}`))}}`;
}

/** The rows of a value as a table: elements by index, entries by key; a single value is one row. */
export function plainRows(value: PlainValue): readonly (readonly [key: string, value: PlainValue])[] {
  if (typeof value !== 'object' || isComplex(value)) return [['value', value]];
  return isList(value) ? value.map((entry, place) => [String(place), entry]) : Object.entries(value);
}

function shortened(texts: readonly string[]): string {
  if (texts.length <= shownElements) return texts.join(', ');
  return `${texts.slice(0, shownElements).join(', ')}, … ${texts.length} in all`;
}

function isList(value: PlainValue): value is readonly PlainValue[] {
  return Array.isArray(value);
}

function isComplex(value: PlainValue): value is { readonly re: number; readonly im: number } {
  return typeof value === 'object' && 're' in value && 'im' in value && Object.keys(value).length === 2;
}
