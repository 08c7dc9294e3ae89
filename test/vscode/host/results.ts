import { renameSync, writeFileSync } from 'node:fs';

/** The environment variable that names the file for what a program inside the extension host found out. */
export const resultsVariable = 'QFLOW_RESULTS';

/** What a program inside the extension host found out, or why it could not. */
export interface HostResults {
  readonly value?: unknown;
  readonly error?: string;
}

/** Hands what `find` gives to the process that started the editor; it appears whole or not at all. */
export async function reportResults(find: () => Promise<unknown>): Promise<void> {
  const file = process.env[resultsVariable];
  if (!file) throw new Error(`${resultsVariable} names no file for the results.`);
  const results: HostResults = await find().then((value) => ({ value }), failed);
  writeFileSync(`${file}.partial`, JSON.stringify(results));
  renameSync(`${file}.partial`, file);
}

function failed(error: unknown): HostResults {
  return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
