import type { PlainValue, ValueResult } from '../../protocol/index.ts';
import { type RunValue, float } from '../run-value.ts';

/** What a program wrote: JSON where all of it or its last line is that, else text. */
export function outputOf(text: string): PlainValue {
  const trimmed = text.trim();
  const last = trimmed.slice(trimmed.lastIndexOf('\n') + 1);
  return parsed(trimmed) ?? parsed(last) ?? trimmed;
}

function parsed(text: string): PlainValue | undefined {
  try {
    return plainOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** JSON as results keep it: what is true counts as 1, what is false as 0, what is null is left out. */
function plainOf(value: unknown): PlainValue | undefined {
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'boolean') return Number(value);
  if (Array.isArray(value)) return value.map((entry) => plainOf(entry) ?? '');
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, entry]) => {
      const plain = plainOf(entry);
      return plain === undefined ? [] : [[name, plain] as const];
    }),
  );
}

/** A field of what came out; nothing where that is no such thing. */
export function outputField({ value: output, table }: ValueResult, field: string): RunValue | undefined {
  switch (field) {
    case 'value': {
      const found = entryOf(output, 'value');
      return typeof found === 'number' ? float(found) : undefined;
    }
    case 'values': {
      const found = entryOf(output, 'values');
      const isList = isNumbers(found);
      return isList ? { kind: 'list', values: found.map(float) } : undefined;
    }
    case 'table': {
      const entries = isTable(output) ? Object.entries(output).filter(isNumberEntry) : [];
      return isTable(output) ? { kind: 'table', entries: Object.fromEntries(entries) } : undefined;
    }
    case 'data':
      return table && { kind: 'result', result: table, shots: 0 };
    case 'text':
      return { kind: 'text', text: typeof output === 'string' ? output : JSON.stringify(output) };
    default:
      return undefined;
  }
}

function entryOf(output: PlainValue, name: string): PlainValue | undefined {
  return isTable(output) ? Object.entries(output).find(([key]) => key === name)?.[1] : output;
}

function isTable(value: PlainValue): value is Readonly<Record<string, PlainValue>> {
  return typeof value === 'object' && !Array.isArray(value);
}

function isNumbers(value: PlainValue | undefined): value is readonly number[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'number');
}

function isNumberEntry(entry: readonly [string, PlainValue]): entry is [string, number] {
  return typeof entry[1] === 'number';
}
