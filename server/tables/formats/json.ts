import { type CellValue, type ColumnType, type TableColumn, TableFault, sameName } from '../../base/index.ts';
import { type Row, type Rows, continued, firstOf, orClosing, sampledRows } from '../rows.ts';
import { type JsonRecord, jsonRecords } from './json-records.ts';

/** The rows of a file of JSON lines, or of one array of objects. Columns are the fields of the first ones. @throws {TableFault} */
export async function readJson(path: string, given: readonly TableColumn[]): Promise<Rows> {
  const records = jsonRecords(path);
  const sample = await firstOf(records, sampledRows);
  const columns = await orClosing(records, () =>
    columnsOfRecords(
      sample.slice(0, sampledRows).map(({ fields }) => fields),
      given,
    ),
  );
  const names = new Set(columns.map(({ name }) => name));
  return { columns, batches: continued(sample, records, (record) => rowAt(record, columns, names)) };
}

/** The columns of objects: their fields in the order in which they come up. @throws {TableFault} */
export function columnsOfRecords(
  records: readonly Readonly<Record<string, unknown>>[],
  given: readonly TableColumn[] = [],
): readonly TableColumn[] {
  const types = new Map<string, ColumnType | undefined>();
  for (const record of records)
    for (const [name, value] of Object.entries(record))
      types.set(name, wider(types.get(name), typeOfValue(value)));
  const found = [...types].map(([name, type = 'string']): TableColumn => ({ name, type }));
  const columns = found.map((column) => given.find(({ name }) => name === column.name) ?? column);
  const added = given.filter(({ name }) => !types.has(name));
  const fault = sameName([...columns, ...added]);
  if (fault !== undefined) throw new TableFault(fault);
  if (columns.length + added.length === 0) throw new TableFault('there are no columns');
  return [...columns, ...added];
}

function typeOfValue(value: unknown): ColumnType | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'int' : 'float';
  if (typeof value !== 'bigint') return 'string';
  return BigInt.asIntN(64, value) === value ? 'int' : 'float';
}

/** The type that fits values of both. */
function wider(one: ColumnType | undefined, other: ColumnType | undefined): ColumnType | undefined {
  if (one === undefined || other === undefined || one === other) return one ?? other;
  const isNumeric = [one, other].every((type) => type === 'int' || type === 'float');
  return isNumeric ? 'float' : 'string';
}

function rowAt(
  { line, fields }: JsonRecord,
  columns: readonly TableColumn[],
  names: ReadonlySet<string>,
): Row {
  const other = Object.keys(fields).find((name) => !names.has(name));
  if (other !== undefined)
    throw new TableFault(
      `line ${line} has a field ${other} that the first ${sampledRows} objects do not have; columns: "${other} string" adds it`,
    );
  return rowOfRecord(fields, columns, `line ${line}`);
}

/** The cells of an object; values that are lists or objects are their JSON text. @throws {TableFault} */
export function rowOfRecord(
  record: Readonly<Record<string, unknown>>,
  columns: readonly TableColumn[],
  place: string,
): Row {
  return columns.map(({ name, type }) => {
    const cell = cellOfValue(record[name], type);
    if (cell === undefined)
      throw new TableFault(
        `\`${JSON.stringify(record[name], asWritten).slice(0, 40)}\` in column ${name} of ${place} is no ${type}; columns: "${name} string" takes it as text`,
      );
    return cell;
  });
}

/** The cell that a JSON value is in a column of a type; nothing where it is no such value. */
function cellOfValue(value: unknown, type: ColumnType): CellValue | undefined {
  if (value === null || value === undefined) return null;
  switch (type) {
    case 'bool':
      return typeof value === 'boolean' ? value : undefined;
    case 'int':
      if (typeof value === 'bigint') return BigInt.asIntN(64, value) === value ? value : undefined;
      return Number.isSafeInteger(value) ? BigInt(value as number) : undefined;
    case 'float':
      if (typeof value === 'number') return Number.isNaN(value) ? null : value;
      return typeof value === 'bigint' ? Number(value) : undefined;
    case 'date':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value))
        ? new Date(value).toISOString()
        : undefined;
    case 'string':
      return typeof value === 'string' ? value : JSON.stringify(value, asWritten);
  }
}

/** Numbers that are too long for a double stand as text in the JSON of lists and objects. */
function asWritten(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** Rows as JSON lines, in pieces. */
export async function* jsonLines({ columns, batches }: Rows): AsyncGenerator<string> {
  for await (const rows of batches) yield rows.map((row) => `${objectText(row, columns)}\n`).join('');
}

/** Rows as one JSON array of objects, in pieces. */
export async function* jsonArray({ columns, batches }: Rows): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const rows of batches) {
    if (rows.length === 0) continue;
    yield separator + rows.map((row) => objectText(row, columns)).join(',\n');
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

function objectText(row: Row, columns: readonly TableColumn[]): string {
  const fields = columns.map(({ name }, place) => `${JSON.stringify(name)}:${valueText(row[place] ?? null)}`);
  return `{${fields.join(',')}}`;
}

/** JSON has no infinite numbers; those that are too large for a double are read as such. */
function valueText(cell: CellValue): string {
  if (typeof cell === 'bigint') return String(cell);
  if (cell === Infinity) return '1e999';
  return cell === -Infinity ? '-1e999' : JSON.stringify(cell);
}
