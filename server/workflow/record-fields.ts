import { type ResultField, type ResultKind, resultFields } from '../library/index.ts';
import type { PlainValue } from '../protocol/index.ts';
import { type RunValue, float, integer } from './run-value.ts';

/** The kinds of results that are kept as tables, one entry for each field. */
const tabled: readonly ResultKind[] = ['prediction', 'evaluation', 'memory', 'recollection', 'inspection'];

const fields: ReadonlyMap<string, ResultField> = new Map(
  tabled.flatMap((kind) => resultFields[kind].map((field) => [field.name, field])),
);

/** A field of a result that is kept as a table; nothing where it has none of that name. */
export function recordField(record: PlainValue, name: string): RunValue | undefined {
  const type = fields.get(name)?.type;
  const entry = Object.entries(record).find(([key]) => key === name)?.[1] as PlainValue | undefined;
  return type === undefined || entry === undefined ? undefined : valueOf(entry, type === 'int');
}

function valueOf(entry: PlainValue, isWhole: boolean): RunValue | undefined {
  if (typeof entry === 'number') return isWhole ? integer(entry) : float(entry);
  if (!Array.isArray(entry)) return undefined;
  const values = (entry as readonly PlainValue[]).map((part) => valueOf(part, isWhole));
  return values.every((value) => value !== undefined) ? { kind: 'list', values } : undefined;
}
