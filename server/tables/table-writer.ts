import { type Hash, createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { type CellValue, type TableColumn, TableFault } from '../base/index.ts';
import type { TableResult } from '../protocol/index.ts';
import type { Row } from './rows.ts';
import { openSqlite, quoted } from './sqlite.ts';

/** Rows that a result shows of its table. */
const shownRows = 20;

/** The most columns of a table. */
const mostColumns = 1000;

/**
 * Writes a table as a SQLite file named by its content: `rows` has the cells, `columns` their names and types. The file
 * gets its name when it is whole and on the disk, so that a killed process leaves no half of one.
 */
export class TableWriter {
  readonly #folder: string;
  readonly #draft: string;
  readonly #columns: readonly TableColumn[];
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #hash: Hash = createHash('sha256');
  readonly #head: Row[] = [];
  #rows = 0;

  private constructor(
    folder: string,
    draft: string,
    columns: readonly TableColumn[],
    database: DatabaseSync,
  ) {
    this.#folder = folder;
    this.#draft = draft;
    this.#columns = columns;
    this.#database = database;
    const places = columns.map(() => '?').join(', ');
    this.#insert = database.prepare(`INSERT INTO rows VALUES (${places})`);
    this.#hash.update(JSON.stringify(columns));
    database.exec('BEGIN');
  }

  /** @param draft a name in the folder that nobody else writes */
  static async create(folder: string, draft: string, columns: readonly TableColumn[]): Promise<TableWriter> {
    if (columns.length === 0) throw new TableFault('there are no columns');
    if (columns.length > mostColumns)
      throw new TableFault(`there are ${columns.length} columns, and ${mostColumns} is the limit`);
    const file = path.join(folder, draft);
    const database = await openSqlite(file);
    // Nobody reads the file before it is whole, so that no journal is needed.
    database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;');
    database.exec(`CREATE TABLE rows (${columns.map(({ name }) => quoted(name)).join(', ')})`);
    database.exec('CREATE TABLE columns (name TEXT, type TEXT)');
    const add = database.prepare('INSERT INTO columns VALUES (?, ?)');
    for (const { name, type } of columns) add.run(name, type);
    return new TableWriter(folder, file, columns, database);
  }

  add(rows: readonly Row[]): void {
    const texts: string[] = [];
    for (const row of rows) {
      this.#insert.run(...row.map(stored));
      texts.push(canonical(row));
      if (this.#head.length < shownRows) this.#head.push(row);
    }
    this.#rows += rows.length;
    this.#hash.update(texts.join(''));
  }

  /** Gives the file its name. */
  async finish(): Promise<TableResult> {
    this.#database.exec('COMMIT');
    this.#database.close();
    const digest = this.#hash.digest('hex');
    const file = await open(this.#draft, 'r+');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(this.#draft, path.join(this.#folder, fileOf(digest)));
    const head = this.#head.map((row) => row.map(shown));
    return { kind: 'table', columns: this.#columns, rows: this.#rows, digest, head };
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    this.#database.close();
    await rm(this.#draft, { force: true });
  }
}

/** The file of a table by the hash of its content. */
export function fileOf(digest: string): string {
  return `${digest}.sqlite`;
}

function stored(cell: CellValue): SQLInputValue {
  return typeof cell === 'boolean' ? Number(cell) : cell;
}

/** A row as the hash sees it: the same for the same cells, different for different ones. */
function canonical(row: Row): string {
  return `${row.map((cell) => (typeof cell === 'string' ? JSON.stringify(cell) : String(cell))).join()}\n`;
}

/** A cell as JSON can show it: whole numbers beyond 2^53 and infinite ones as text. */
function shown(cell: CellValue): string | number | boolean | null {
  if (typeof cell === 'bigint') return Number.isSafeInteger(Number(cell)) ? Number(cell) : String(cell);
  return typeof cell === 'number' && !Number.isFinite(cell) ? String(cell) : cell;
}
