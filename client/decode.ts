/** The smallest building blocks of the decoders at the client's edges. */

export type Fields = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether every one of `names` holds a string. */
export function hasStrings(fields: Fields, names: readonly string[]): boolean {
  return names.every((name) => typeof fields[name] === 'string');
}

/** Whether every one of `names` holds a finite number. */
export function hasNumbers(fields: Fields, names: readonly string[]): boolean {
  return names.every((name) => Number.isFinite(fields[name]));
}

/** Whether the value is a list whose every element satisfies `check`. */
export function isListOf(value: unknown, check: (element: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(check);
}
