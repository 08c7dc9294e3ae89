import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  Cancelled,
  type CellValue,
  type ListenableToken,
  type TableColumn,
  TableFault,
} from '../base/index.ts';
import type { TableResult } from '../protocol/index.ts';
import type { TableDesk, TableFile, TableFormat, TableQuery, TableWorld } from '../workflow/index.ts';
import { hashOfFile, isFileFault, openTable, saveTable } from './files.ts';
import { columnsOfRecords, rowOfRecord } from './formats/json.ts';
import { runQuery } from './query/run-query.ts';
import { type Row, type Rows, batchRows } from './rows.ts';
import { loadSqlite, type Sqlite } from './sqlite.ts';
import { columnOf, rowsOfFile } from './table-reader.ts';
import { TableWriter, fileOf } from './table-writer.ts';

/** The most cells of a column that a workflow may have as a list. */
const mostListed = 5_000_000;

/** Bytes that SQLite may take for a query where nobody says. */
const queryBytes = 2 ** 30;

/** The tables of runs as files in a folder, by the hashes of their content. */
export class TableFolder implements TableWorld {
  readonly #folder: string;
  readonly #queryProgram: URL;
  readonly #sqlite: Sqlite;

  private constructor(folder: string, queryProgram: URL, sqlite: Sqlite) {
    this.#folder = folder;
    this.#queryProgram = queryProgram;
    this.#sqlite = sqlite;
  }

  /**
   * @param folder where tables are kept; left out: in a folder of the system for as long as this process lives
   * @param queryProgram the file of the process that runs queries
   */
  static async open(folder: string | undefined, queryProgram: URL): Promise<TableFolder> {
    return new TableFolder(folder ?? passingFolder(), queryProgram, await loadSqlite());
  }

  async read(file: TableFile, columns: readonly TableColumn[], token: ListenableToken): Promise<TableResult> {
    return this.#keep(await openTable(file, columns), token);
  }

  write(table: TableResult, file: TableFile, token: ListenableToken): Promise<void> {
    return saveTable(watched(this.#rows(table), token), file);
  }

  make(columns: readonly TableColumn[], rows: Iterable<Row>): Promise<TableResult> {
    return this.#keep({ columns, batches: inBatches(rows) });
  }

  async ofRecords(
    records: readonly Readonly<Record<string, unknown>>[],
    given: readonly TableColumn[],
  ): Promise<TableResult> {
    const columns = columnsOfRecords(records, given);
    const rows = records.map((record, place) => rowOfRecord(record, columns, `object ${place + 1}`));
    return this.make(columns, rows);
  }

  records(table: TableResult, most: number): readonly Readonly<Record<string, CellValue>>[] {
    if (table.rows > most)
      throw new TableFault(`the table has ${table.rows} rows, and ${most} is the limit here`);
    const columns = table.columns.map(({ name }) => this.cells(table, name));
    return Array.from({ length: table.rows }, (_, row) =>
      Object.fromEntries(table.columns.map(({ name }, place) => [name, columns[place]?.[row] ?? null])),
    );
  }

  query({ text, tables, values, columns, memory }: TableQuery, token: ListenableToken): Promise<TableResult> {
    mkdirSync(this.#folder, { recursive: true });
    const order = {
      text,
      tables: Object.entries(tables).map(([name, table]) => ({
        name,
        path: this.#pathOf(table),
        columns: table.columns,
      })),
      values: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          typeof value === 'bigint' ? { whole: String(value) } : value,
        ]),
      ),
      columns,
      folder: this.#folder,
      draft: draftName(),
      memory: memory ?? queryBytes,
    };
    return runQuery(order, this.#queryProgram, token);
  }

  cells(table: TableResult, name: string): readonly CellValue[] {
    const column = table.columns.find((candidate) => candidate.name === name);
    if (column === undefined) throw new TableFault(`the table has no column ${name}`);
    if (table.rows > mostListed)
      throw new TableFault(
        `the column has ${table.rows} cells, and a list ${mostListed} at most; sql and summarize take tables of any size`,
      );
    const database = new this.#sqlite.DatabaseSync(this.#pathOf(table), { readOnly: true });
    try {
      return columnOf(database, column);
    } finally {
      database.close();
    }
  }

  has({ digest }: TableResult): boolean {
    return existsSync(path.join(this.#folder, fileOf(digest)));
  }

  hash(uri: string): Promise<string | undefined> {
    return hashOfFile(uri);
  }

  async desk(): Promise<TableDesk> {
    const folder = mkdtempSync(path.join(tmpdir(), 'qflow-tables-'));
    const answer = path.join(folder, 'answer');
    return {
      answer,
      give: async (name, table, format) => {
        const file = path.join(folder, `${name}.${endings[format][0]}`);
        await saveTable(this.#rows(table), { format, uri: pathToFileURL(file).href });
        return { file, format, rows: table.rows, columns: table.columns };
      },
      take: async (columns) => {
        const file = answerIn(answer);
        return file && (await this.#keep(await openTable(file, columns)));
      },
      clear: async () => rmSync(folder, { recursive: true, force: true }),
    };
  }

  /** Forgets all tables but these. Returns how many it has forgotten. */
  keepOnly(digests: ReadonlySet<string>): number {
    const kept = new Set([...digests].map(fileOf));
    const lost = existsSync(this.#folder)
      ? readdirSync(this.#folder).filter((name) => isTable(name) && !kept.has(name))
      : [];
    for (const name of lost) rmSync(path.join(this.#folder, name), { force: true });
    return lost.length;
  }

  #rows(table: TableResult): Rows {
    return rowsOfFile(this.#pathOf(table), table.columns);
  }

  #pathOf(table: TableResult): string {
    if (!this.has(table)) throw new TableFault('the rows of the table are gone; run what made it again');
    return path.join(this.#folder, fileOf(table.digest));
  }

  async #keep({ columns, batches }: Rows, token?: ListenableToken): Promise<TableResult> {
    mkdirSync(this.#folder, { recursive: true });
    const writer = await TableWriter.create(this.#folder, draftName(), columns);
    try {
      for await (const rows of watched({ columns, batches }, token).batches) writer.add(rows);
      return await writer.finish();
    } catch (error) {
      await writer.discard();
      if (isFileFault(error)) throw new TableFault(`the file cannot be read (${error.code})`);
      throw error;
    }
  }
}

/** The endings of the files of a format, the usual one first. */
const endings: Readonly<Record<TableFormat, readonly [string, ...string[]]>> = {
  parquet: ['parquet'],
  csv: ['csv'],
  json: ['jsonl', 'json', 'ndjson'],
};

/** The file that a program left, whatever its format. */
function answerIn(stem: string): TableFile | undefined {
  for (const format of ['parquet', 'csv', 'json'] as const)
    for (const ending of endings[format])
      if (existsSync(`${stem}.${ending}`)) return { format, uri: pathToFileURL(`${stem}.${ending}`).href };
  return undefined;
}

/** The same rows, until nobody wants them any more. */
function watched({ columns, batches }: Rows, token: ListenableToken | undefined): Rows {
  async function* until(): AsyncGenerator<readonly Row[]> {
    for await (const rows of batches) {
      if (token?.isCancellationRequested === true) throw new Cancelled();
      yield rows;
    }
  }
  return { columns, batches: until() };
}

async function* inBatches(rows: Iterable<Row>): AsyncGenerator<readonly Row[]> {
  let batch: Row[] = [];
  for (const row of rows) {
    if (batch.push(row) < batchRows) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

function isTable(name: string): boolean {
  return name.endsWith('.sqlite');
}

function draftName(): string {
  return `${randomUUID()}.part`;
}

let passing: string | undefined;

/** A folder of the system that is gone when this process ends. */
function passingFolder(): string {
  if (passing === undefined) {
    const folder = mkdtempSync(path.join(tmpdir(), 'qflow-runs-'));
    passing = folder;
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  }
  return passing;
}
