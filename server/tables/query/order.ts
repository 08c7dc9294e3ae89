import type { TableColumn } from '../../base/index.ts';
import type { TableResult } from '../../protocol/index.ts';

/** What the process of a query is told. */
export interface QueryOrder {
  readonly text: string;
  /** The files of the tables, by the names that the query has for them, with the types of their columns. */
  readonly tables: readonly {
    readonly name: string;
    readonly path: string;
    readonly columns: readonly TableColumn[];
  }[];
  /** Numbers and texts; whole numbers beyond 2^53 as `{ whole: digits }`. */
  readonly values: Readonly<Record<string, number | string | { readonly whole: string }>>;
  readonly columns: readonly TableColumn[];
  /** Where the answer is put, and the name of its draft. */
  readonly folder: string;
  readonly draft: string;
  /** Bytes that SQLite may take. */
  readonly memory: number;
}

/** What it answers. */
export type QueryAnswer = { readonly table: TableResult } | { readonly fault: string };
