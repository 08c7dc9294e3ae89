import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { CellValue, ColumnType, TableColumn } from '../base/index.ts';
import { type Row, type Rows, batchRows } from './rows.ts';
import { openSqlite, quoted } from './sqlite.ts';

/** The rows of a table's file, one batch in memory at a time. */
export function rowsOfFile(path: string, columns: readonly TableColumn[]): Rows {
  return { columns, batches: batchesOf(path, columns) };
}

async function* batchesOf(path: string, columns: readonly TableColumn[]): AsyncGenerator<readonly Row[]> {
  const database = await openSqlite(path, true);
  try {
    const names = columns.map(({ name }) => quoted(name)).join(', ');
    const statement = database.prepare(`SELECT ${names} FROM rows`);
    statement.setReadBigInts(true);
    let batch: Row[] = [];
    for (const record of statement.iterate()) {
      batch.push(columns.map(({ name, type }) => cellOf(record[name] ?? null, type)));
      if (batch.length < batchRows) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  } finally {
    database.close();
  }
}

/** All cells of a column, in the order of the rows. */
export function columnOf(database: DatabaseSync, { name, type }: TableColumn): readonly CellValue[] {
  const statement = database.prepare(`SELECT ${quoted(name)} AS cell FROM rows`);
  statement.setReadBigInts(true);
  const cells: CellValue[] = [];
  for (const { cell } of statement.iterate()) cells.push(cellOf(cell ?? null, type));
  return cells;
}

/** A cell of SQLite, which has no conditions and keeps whole floats as it likes, as a column of a type has it. */
export function cellOf(value: SQLOutputValue, type: ColumnType): CellValue {
  if (value === null || value instanceof Uint8Array) return null;
  switch (type) {
    case 'bool':
      return Boolean(value);
    case 'int':
      return BigInt(value);
    case 'float':
      return Number(value);
    default:
      return String(value);
  }
}
