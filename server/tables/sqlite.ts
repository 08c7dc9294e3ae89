import type { DatabaseSync } from 'node:sqlite';

export type Sqlite = typeof import('node:sqlite');

/** Loads Node's SQLite without the warning that it is new, which is nothing that a user can act on. */
export async function loadSqlite(): Promise<Sqlite> {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return await import('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Memory that SQLite may keep pages of one file in, in KiB. */
const cacheKibibytes = 8192;

/** Opens a database file; `:memory:` is one that nobody else sees. */
export async function openSqlite(path: string, readOnly = false): Promise<DatabaseSync> {
  const { DatabaseSync: Database } = await loadSqlite();
  const database = new Database(path, { readOnly });
  database.exec(`PRAGMA cache_size = -${cacheKibibytes}; PRAGMA temp_store = FILE;`);
  return database;
}

/** A name as SQL writes it, whatever letters it has. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
