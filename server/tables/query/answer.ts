import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { type CellValue, type ColumnType, type TableColumn, TableFault } from '../../base/index.ts';
import { batchRows } from '../rows.ts';
import { openSqlite, quoted } from '../sqlite.ts';
import { cellOf } from '../table-reader.ts';
import { TableWriter } from '../table-writer.ts';
import { guardQuery } from './guard.ts';
import type { QueryAnswer, QueryOrder } from './order.ts';

/** The most tables of a query: SQLite attaches no more files. */
const mostTables = 10;

type Cells = readonly SQLOutputValue[];

/** Answers a question with a table in a file of its own. */
export async function answerQuery(order: QueryOrder): Promise<QueryAnswer> {
  try {
    return { table: await answered(order) };
  } catch (error) {
    if (error instanceof Error) return { fault: error.message };
    throw error;
  }
}

async function answered(order: QueryOrder) {
  guardQuery(order.text);
  const database = await openSqlite(':memory:');
  try {
    attach(database, order);
    const statement = database.prepare(order.text);
    const values = Object.entries(order.values).filter(([name]) => isNamed(order.text, name));
    const given = Object.fromEntries(
      values.map(([name, value]) => [name, typeof value === 'object' ? BigInt(value.whole) : value]),
    );
    statement.setReadBigInts(true);
    const types = typesOf(statement, order);
    if (!types.areKnown) for (const cells of iterate(statement, given)) types.see(cells);
    const columns = types.settle();
    const writer = await TableWriter.create(order.folder, order.draft, columns);
    try {
      let batch: Cells[] = [];
      const flush = () => {
        writer.add(
          batch.map((cells) => columns.map((column, place) => answeredCell(cells[place] ?? null, column))),
        );
        batch = [];
      };
      for (const cells of iterate(statement, given)) if (batch.push(cells) >= batchRows) flush();
      flush();
      return await writer.finish();
    } catch (error) {
      await writer.discard();
      throw error;
    }
  } finally {
    database.close();
  }
}

/** The tables as views under their names; nothing can be written, and no other file opened. */
function attach(database: DatabaseSync, { tables, memory }: QueryOrder): void {
  if (tables.length > mostTables)
    throw new TableFault(`a query reads at most ${mostTables} tables, not ${tables.length}`);
  for (const [place, { name, path }] of tables.entries()) {
    const uri = `file:${encodeURI(path.replaceAll('\\', '/')).replaceAll('?', '%3f').replaceAll('#', '%23')}`;
    database.exec(`ATTACH '${uri.replaceAll("'", "''")}?mode=ro&immutable=1' AS file${place}`);
    database.exec(`CREATE TEMP VIEW ${quoted(name)} AS SELECT * FROM file${place}.rows`);
  }
  database.exec(`PRAGMA hard_heap_limit = ${Math.round(memory)}; PRAGMA query_only = ON;`);
}

/** Whether a query has a place for a value of that name. */
function isNamed(text: string, name: string): boolean {
  return new RegExp(String.raw`[:$@]${name}\b`).test(text);
}

function* iterate(
  statement: StatementSync,
  given: Readonly<Record<string, number | string | bigint>>,
): Generator<Cells> {
  for (const record of statement.iterate(given)) yield Object.values(record);
}

/** Finds the types of the answer's columns: those of the tables that they come from, else those of what is found there. */
function typesOf(statement: StatementSync, { tables, columns: given }: QueryOrder) {
  const columns = statement.columns().map(({ name, column, database }) => {
    const source = tables.find((_, place) => database === `file${place}`);
    const known =
      given.find((one) => one.name === name) ?? source?.columns.find((one) => one.name === column);
    return { name, known: known?.type, seen: new Set<ColumnType>() };
  });
  const twice = columns.find(({ name }, place) => columns.findIndex((one) => one.name === name) !== place);
  if (twice !== undefined)
    throw new TableFault(`two columns of the answer are called ${twice.name}; AS gives one another name`);
  return {
    areKnown: columns.every(({ known }) => known !== undefined),
    see(cells: Cells): void {
      for (const [place, cell] of cells.entries())
        if (cell !== null) columns[place]?.seen.add(typeOfCell(cell));
    },
    settle: (): readonly TableColumn[] =>
      columns.map(({ name, known, seen }) => ({ name, type: known ?? commonType(name, seen) })),
  };
}

function answeredCell(cell: SQLOutputValue, { name, type }: TableColumn): CellValue {
  const isNumeric = type === 'int' || type === 'float' || type === 'bool';
  const isWhole = typeof cell !== 'number' || (type === 'int' ? Number.isSafeInteger(cell) : true);
  if ((isNumeric && typeof cell === 'string') || !isWhole)
    throw new TableFault(
      `column ${name} of the answer holds ${String(cell).slice(0, 40)}, which is no ${type}`,
    );
  return cellOf(cell, type);
}

function typeOfCell(cell: NonNullable<SQLOutputValue>): ColumnType {
  if (cell instanceof Uint8Array) throw new TableFault('a table holds no bytes');
  if (typeof cell === 'bigint') return 'int';
  return typeof cell === 'number' ? 'float' : 'string';
}

function commonType(name: string, seen: ReadonlySet<ColumnType>): ColumnType {
  if (seen.size <= 1) return [...seen][0] ?? 'string';
  if (seen.has('string'))
    throw new TableFault(`column ${name} of the answer has numbers and texts; CAST makes them one type`);
  return 'float';
}
