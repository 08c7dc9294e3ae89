import type { CellValue, ListenableToken, TableColumn } from '../../base/index.ts';
import type { TableResult } from '../../protocol/index.ts';

/** The formats of files that tables are read from and written to. */
export type TableFormat = 'csv' | 'json' | 'parquet';

/** A file of a table. */
export interface TableFile {
  readonly format: TableFormat;
  readonly uri: string;
  /** What stands between two cells of a CSV file. */
  readonly separator?: string;
  /** Whether the first record of a CSV file names the columns; left out: it does. */
  readonly hasHeader?: boolean;
}

/** A question in SQL. */
export interface TableQuery {
  readonly text: string;
  /** The tables that it reads, by the names that it has for them. */
  readonly tables: Readonly<Record<string, TableResult>>;
  /** Numbers and texts that stand for `:name` in it. */
  readonly values: Readonly<Record<string, number | bigint | string>>;
  /** Types of columns of the answer that hold, whatever is found there. */
  readonly columns: readonly TableColumn[];
  /** The most memory that it may take, in bytes. */
  readonly memory?: number;
}

/** A table that lies on a desk for a program. */
export interface HandedTable {
  readonly file: string;
  readonly format: TableFormat;
  readonly rows: number;
  readonly columns: readonly TableColumn[];
}

/** A folder on the disk where a program finds tables and leaves one. */
export interface TableDesk {
  /** The path that the file of the answer has before its ending. */
  readonly answer: string;
  give(name: string, table: TableResult, format: TableFormat): Promise<HandedTable>;
  /** What the program left, if anything. @throws {TableFault} */
  take(columns: readonly TableColumn[]): Promise<TableResult | undefined>;
  clear(): Promise<void>;
}

/**
 * Where the tables of a run are kept, by their content: no table need be in memory as a whole. All of its promises fail
 * with a `TableFault` that says why, or with `Cancelled`.
 */
export interface TableWorld {
  read(file: TableFile, columns: readonly TableColumn[], token: ListenableToken): Promise<TableResult>;
  write(table: TableResult, file: TableFile, token: ListenableToken): Promise<void>;
  make(columns: readonly TableColumn[], rows: Iterable<readonly CellValue[]>): Promise<TableResult>;
  /** A table of objects with the same fields, as JSON has them. */
  ofRecords(
    records: readonly Readonly<Record<string, unknown>>[],
    columns: readonly TableColumn[],
  ): Promise<TableResult>;
  /** The rows as objects, where there are no more than so many. @throws {TableFault} */
  records(table: TableResult, most: number): readonly Readonly<Record<string, CellValue>>[];
  query(query: TableQuery, token: ListenableToken): Promise<TableResult>;
  /** All cells of a column. @throws {TableFault} where there are too many, or the table is gone */
  cells(table: TableResult, column: string): readonly CellValue[];
  /** Whether a table that an earlier run made is still there. */
  has(table: TableResult): boolean;
  /** SHA-256 of a file; nothing where there is none. */
  hash(uri: string): Promise<string | undefined>;
  desk(): Promise<TableDesk>;
}
