import { createReadStream, createWriteStream } from 'node:fs';
import { createHash } from 'node:crypto';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { type TableColumn, TableFault } from '../base/index.ts';
import type { TableFile } from '../workflow/index.ts';
import { csvText, readCsv } from './formats/csv.ts';
import { jsonArray, jsonLines, readJson } from './formats/json.ts';
import { readParquet, writeParquet } from './formats/parquet.ts';
import type { Rows } from './rows.ts';

const comma = ',';

/** The path behind a URI. @throws {TableFault} where it is no file of this machine */
export function pathOf(uri: string): string {
  if (!uri.startsWith('file:'))
    throw new TableFault('tables are read from and written to files of this machine');
  return fileURLToPath(uri);
}

/** The rows of a file. @throws {TableFault} */
export async function openTable(file: TableFile, columns: readonly TableColumn[]): Promise<Rows> {
  const name = pathOf(file.uri);
  const found = await stat(name).catch(() => undefined);
  if (found === undefined) throw new TableFault('there is no such file');
  if (found.isDirectory()) throw new TableFault('this is a folder');
  switch (file.format) {
    case 'csv': {
      const { separator = comma, hasHeader = true } = file;
      return readCsv(name, { separator, hasHeader, columns });
    }
    case 'json':
      return readJson(name, columns);
    case 'parquet':
      return readParquet(name, columns);
  }
}

/** Writes a whole file beside the one that it replaces. @throws {TableFault} */
export async function saveTable(rows: Rows, file: TableFile): Promise<void> {
  const name = pathOf(file.uri);
  const draft = `${name}.${process.pid}.part`;
  try {
    await mkdir(path.dirname(name), { recursive: true });
    if (file.format === 'parquet') await writeParquet(draft, rows);
    else await pipeline(Readable.from(textOf(rows, file)), createWriteStream(draft));
    await rename(draft, name);
  } catch (error) {
    await rm(draft, { force: true });
    if (isFileFault(error)) throw new TableFault(`the file cannot be written (${error.code})`);
    throw error;
  }
}

/** JSON is one array, and one object a line where the file is called so. */
function textOf(rows: Rows, { format, uri, separator = comma }: TableFile): AsyncIterable<string> {
  if (format === 'csv') return csvText(rows, separator);
  return /\.(?:jsonl|ndjson)$/i.test(uri) ? jsonLines(rows) : jsonArray(rows);
}

export function isFileFault(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error;
}

export async function hashOfFile(uri: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(pathOf(uri)), hash);
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}
