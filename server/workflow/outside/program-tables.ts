import type { TableColumn } from '../../base/index.ts';
import { tableFormats } from '../../library/index.ts';
import type { PlainValue, TableResult, ValueResult } from '../../protocol/index.ts';
import type { tree } from '../../language/index.ts';
import type { EvaluationContext } from '../evaluation-context.ts';
import { namedChoice } from '../settings.ts';
import type { HandedTable, TableDesk, TableWorld } from '../tables/world.ts';

/** What a program is handed for its tables: the values that stand for them, and what its environment names. */
export interface HandedTables {
  readonly values: Readonly<Record<string, PlainValue>>;
  readonly environment: Readonly<Record<string, string>>;
}

/** Puts tables on the desk of a program, in the format that it asks for. @throws {TableFault} */
export async function handTables(
  tables: ReadonlyMap<string, TableResult>,
  desk: TableDesk,
  call: tree.CallExpression,
  context: EvaluationContext,
): Promise<HandedTables> {
  const format = namedChoice(call, 'tables', tableFormats, context) ?? 'json';
  const values: Record<string, PlainValue> = {};
  const environment: Record<string, string> = { QFLOW_TABLE: desk.answer };
  for (const [name, table] of tables) {
    const handed = await desk.give(name, table, format);
    values[name] = described(handed);
    environment[name] = handed.file;
  }
  return { values, environment };
}

function described({ file, format, rows, columns }: HandedTable): PlainValue {
  return { file, format, rows, columns: columns.map(({ name, type }) => ({ name, type })) };
}

/**
 * What came out with its table: a file that the program left, else the list of objects that its JSON is or has under
 * "data".
 *
 * @throws {TableFault} where the objects do not fit each other
 */
export async function withTable(
  value: PlainValue,
  left: TableResult | undefined,
  columns: readonly TableColumn[],
  world: TableWorld | undefined,
): Promise<ValueResult> {
  const records = left === undefined ? recordsIn(value) : undefined;
  const table = left ?? (records && world && (await world.ofRecords(records, columns)));
  return { kind: 'value', value, ...(table === undefined ? {} : { table }) };
}

function recordsIn(value: PlainValue): readonly Readonly<Record<string, PlainValue>>[] | undefined {
  const found: PlainValue | undefined = isObject(value) ? entryOf(value) : value;
  return Array.isArray(found) && found.length > 0 && found.every(isObject) ? found : undefined;
}

function entryOf(value: Readonly<Record<string, PlainValue>>): PlainValue | undefined {
  return value['data'];
}

function isObject(value: PlainValue): value is Readonly<Record<string, PlainValue>> {
  return typeof value === 'object' && !Array.isArray(value);
}
