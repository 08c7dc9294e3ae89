/**
 * Writes the TextMate grammar from `grammar.ts` and the tables of the library: `node syntaxes/generate.ts`.
 * `grammar.test.ts` fails while the file is stale.
 */
import { writeFile } from 'node:fs/promises';
import { grammar } from './grammar.ts';

export const grammarFile = new URL('qflow.tmLanguage.json', import.meta.url);

/** The text of the grammar's file. */
export function grammarText(): string {
  return `${JSON.stringify(grammar(), null, 2)}\n`;
}

if (import.meta.main) await writeFile(grammarFile, grammarText());
