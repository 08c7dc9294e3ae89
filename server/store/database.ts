import type { DatabaseSync } from 'node:sqlite';
import { migrations } from './schema.ts';

/** Milliseconds that a writer waits for another process to finish its transaction. */
const busyTimeout = 5_000;

/**
 * Opens the database at a path and brings its tables up to date. Every commit is on the disk before it returns, so that
 * a killed process loses nothing that was recorded.
 *
 * @throws {Error} when the file is no database, or was written by a later version
 */
export async function openDatabase(path: string): Promise<DatabaseSync> {
  const { DatabaseSync: Database } = await quietly(() => import('node:sqlite'));
  const database = new Database(path, { timeout: busyTimeout });
  database.exec('PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
  migrate(database);
  return database;
}

function migrate(database: DatabaseSync): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  if (version > migrations.length)
    throw new Error(
      `the run store was written by a later version of qflow (its tables have version ${version})`,
    );
  for (const [place, migration] of migrations.entries()) {
    if (place < version) continue;
    inTransaction(database, () => database.exec(`${migration}; PRAGMA user_version = ${place + 1};`));
  }
}

/** All of `work`, or nothing of it. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

/** Loads a part of Node without its warning that it is new, which is nothing that a user can act on. */
async function quietly<T>(load: () => Promise<T>): Promise<T> {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return await load();
  } finally {
    process.emitWarning = emitWarning;
  }
}
