import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { TableFault } from '../base/index.ts';
import type { FileLook, WantedFile } from '../language/index.ts';
import { isFileFault, openTable } from './files.ts';

/** Files whose looks are remembered. */
const mostRemembered = 200;

/** What was seen in files, by what they were called, how large and how old they were then. */
const remembered = new Map<string, FileLook>();

/** What the beginning of a file shows; nothing where it is no file of this machine. */
export async function lookAtFile(wanted: WantedFile): Promise<FileLook | undefined> {
  if (!wanted.uri.startsWith('file:')) return undefined;
  const found = await stat(fileURLToPath(wanted.uri)).catch(() => undefined);
  if (found === undefined) return { isMissing: true };
  const { format } = wanted;
  if (format === 'text') return {};
  const key = JSON.stringify([wanted, found.mtimeMs, found.size]);
  const look = remembered.get(key) ?? (await columnsOf({ ...wanted, format }));
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(key, look);
  return look;
}

async function columnsOf(
  file: WantedFile & { readonly format: 'csv' | 'json' | 'parquet' },
): Promise<FileLook> {
  try {
    const { columns, batches } = await openTable(file, []);
    // One that has begun closes its file when it ends.
    const rows = batches[Symbol.asyncIterator]();
    await rows.next();
    await rows.return?.();
    return { columns };
  } catch (error) {
    if (error instanceof TableFault) return { fault: error.message };
    if (isFileFault(error)) return { fault: `it cannot be read (${error.code})` };
    throw error;
  }
}
