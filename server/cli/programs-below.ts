import { readdir } from 'node:fs/promises';
import { extname } from 'node:path';

/** The programs with one of these endings below the working folder, without those that belong to tools. */
export async function programsBelow(endings: readonly string[]): Promise<string[]> {
  const entries = await readdir('.', { recursive: true });
  const isTool = (path: string) =>
    path.split(/[\\/]/).some((part) => part === 'node_modules' || /^\.[^.]/.test(part));
  return entries.filter((path) => endings.includes(extname(path)) && !isTool(path)).toSorted();
}
