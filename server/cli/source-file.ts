import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { resolve } from 'node:path';

/** A file of the user's as the command line took it. */
export interface SourceFile {
  /** As it was written on the command line. */
  readonly path: string;
  readonly uri: string;
  readonly text: string;
}

/** A file that cannot be read; the message names it and the reason. */
export class UnreadableFile extends Error {
  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`);
    this.name = 'UnreadableFile';
  }
}

/** @throws {UnreadableFile} when there is no such file or it is not a file. */
export async function readSource(path: string): Promise<SourceFile> {
  try {
    return { path, uri: pathToFileURL(resolve(path)).href, text: await readFile(path, 'utf8') };
  } catch (error) {
    throw new UnreadableFile(path, reasonOf(error));
  }
}

/** The text behind a `file:` URI, or undefined when there is none. */
export async function readUri(uri: string): Promise<string | undefined> {
  try {
    return await readFile(fileURLToPath(uri), 'utf8');
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'this is a folder';
  if (code === 'EACCES') return 'this file may not be read';
  return error instanceof Error ? error.message : 'it cannot be read';
}
