import type { PlainValue } from '../../server/protocol/index.ts';

/** A record of lists of one length, one of them `values`: what a model predicts of each sample. */
export interface RecordColumns {
  /** What stands once. */
  readonly facts: readonly (readonly [name: string, value: PlainValue])[];
  /** What there is of each sample. */
  readonly columns: readonly (readonly [name: string, values: readonly PlainValue[]])[];
  readonly rows: number;
}

/** The columns of a record; nothing where it has no values, or lists of different lengths. */
export function recordColumns(value: PlainValue): RecordColumns | undefined {
  if (typeof value !== 'object' || Array.isArray(value)) return undefined;
  const entries: [string, PlainValue][] = Object.entries(value);
  const columns = entries.flatMap(([name, entry]) => (isList(entry) ? [[name, entry] as const] : []));
  const rows = columns[0]?.[1].length ?? 0;
  const hasValues = columns.some(([name]) => name === 'values');
  if (!hasValues || rows === 0 || columns.some(([, values]) => values.length !== rows)) return undefined;
  return { facts: entries.filter(([, entry]) => !isList(entry)), columns, rows };
}

function isList(value: PlainValue): value is readonly PlainValue[] {
  return Array.isArray(value);
}
