import type { CellValue, ColumnType } from '../../base/index.ts';

/** How texts become cells, and which type fits all texts of a column. */

const wholeNumber = /^[+-]?(?:0|[1-9]\d*)$/;
const realNumber = /^[+-]?(?:(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan)$/i;
const truths = new Map([
  ['true', true],
  ['false', false],
]);

const [least, most] = [-(2n ** 63n), 2n ** 63n - 1n];

/** A whole number of 64 bits, or nothing. */
function wholeOf(text: string): bigint | undefined {
  if (!wholeNumber.test(text)) return undefined;
  const value = BigInt(text.startsWith('+') ? text.slice(1) : text);
  return value >= least && value <= most ? value : undefined;
}

function realOf(text: string): number | null | undefined {
  if (!realNumber.test(text)) return undefined;
  const lower = text.toLowerCase();
  if (lower.includes('nan')) return null;
  if (lower.includes('inf')) return lower.startsWith('-') ? -Infinity : Infinity;
  return Number(text);
}

const readers: Readonly<Record<ColumnType, (text: string) => CellValue | undefined>> = {
  bool: (text) => truths.get(text.toLowerCase()),
  int: wholeOf,
  float: realOf,
  string: (text) => text,
  date: (text) => (Number.isNaN(Date.parse(text)) ? undefined : new Date(text).toISOString()),
};

/** The cell that a text stands for in a column of a type; nothing where it is no such value. */
export function cellOf(text: string, type: ColumnType): CellValue | undefined {
  return readers[type](text);
}

/** The narrowest type of texts that fits all of them. */
export function typeOfTexts(texts: Iterable<string>): ColumnType {
  let candidates: readonly ColumnType[] = ['bool', 'int', 'float'];
  let isEmpty = true;
  for (const text of texts) {
    isEmpty = false;
    candidates = candidates.filter((type) => cellOf(text, type) !== undefined);
    if (candidates.length === 0) return 'string';
  }
  return isEmpty ? 'string' : (candidates[0] ?? 'string');
}
