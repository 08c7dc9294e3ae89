import { TableFault } from '../../base/index.ts';

/** Texts, quoted names and comments of SQL, in which no word means anything. */
const opaque = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\//g;

/**
 * Makes sure that a text is one question: SQLite itself refuses whatever would write, but runs only the first of several
 * statements without a word, and some that open files.
 *
 * @throws {TableFault}
 */
export function guardQuery(text: string): void {
  const bare = text.replace(opaque, (part) => (/^(?:--|\/\*)/.test(part) ? ' ' : 'x')).trim();
  const first = /^\(*\s*([a-z]+)/i.exec(bare)?.[1]?.toLowerCase() ?? '';
  if (!['select', 'with', 'values'].includes(first))
    throw new TableFault('a query begins with SELECT, WITH or VALUES');
  if (/;\s*\S/.test(bare)) throw new TableFault('a query is one statement');
  if (/\bpragma_|\bsqlite_/i.test(bare)) throw new TableFault('a query asks tables, not the engine');
  if (bare.includes('\0')) throw new TableFault('a query has no zero characters');
}
