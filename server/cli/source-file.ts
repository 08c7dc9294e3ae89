import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Model, loadProject } from '../language/index.ts';
import { lookAtFile } from '../tables/index.ts';
import { diagnose } from '../library/index.ts';
import type { PlacedDiagnostic } from '../protocol/index.ts';
import { placeDiagnostics } from '../workflow/index.ts';

/** A file of the user's as the command line took it. */
export interface SourceFile {
  /** As it was written on the command line. */
  readonly path: string;
  readonly uri: string;
  readonly text: string;
}

/** A file that cannot be read or written, as the one diagnostic that says so. */
export class FileTrouble extends Error {
  readonly diagnostic: PlacedDiagnostic;

  constructor(path: string, error: unknown) {
    const found = diagnose('QF5115', { start: 0, end: 0 }, [reasonOf(error)]);
    super(found.message);
    this.name = 'FileTrouble';
    const [placed] = placeDiagnostics([found], path, '');
    if (placed === undefined) throw new Error('one diagnostic has one place');
    this.diagnostic = placed;
  }
}

/** @throws {FileTrouble} when there is no such file, it is not a file, or it is not UTF-8 text. */
export async function readSource(path: string): Promise<SourceFile> {
  try {
    return { path, uri: pathToFileURL(resolve(path)).href, text: decode(await readFile(path)) };
  } catch (error) {
    throw new FileTrouble(path, error);
  }
}

/** @throws {FileTrouble} when the file cannot be written. */
export async function writeSource(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new FileTrouble(path, error);
  }
}

/** The standard library: beside the bundle where this was built, in the sources otherwise. */
export const libraryUri = new URL(
  import.meta.url.endsWith('.ts') ? '../library/std/' : './std/',
  import.meta.url,
).href;

/** The checked file with all that it imports. */
export function loadSource({ uri, text }: SourceFile): Promise<Model> {
  const read = (wanted: string) => (wanted === uri ? Promise.resolve(text) : readUri(wanted));
  return loadProject(uri, read, libraryUri, lookAtFile);
}

/** The text behind a `file:` URI, or undefined when there is none. */
export async function readUri(uri: string): Promise<string | undefined> {
  try {
    return decode(await readFile(fileURLToPath(uri)));
  } catch {
    return undefined;
  }
}

/** @throws {TypeError} for bytes that are not UTF-8, which reading them leniently would lose. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'its permissions forbid it',
  EPERM: 'its permissions forbid it',
  EROFS: 'its disk is read-only',
  ENOSPC: 'the disk is full',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : 'nobody knows why');
}
