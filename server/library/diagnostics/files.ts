import { entry } from './entry.ts';

/** QF6xxx: files and data. */
export const filesDiagnostics = {
  QF6001: entry(
    'error',
    'Missing file',
    (path: string) => `There is no file "${path}".`,
    'Correct the path; it is relative to this file.',
    'The imported or included file does not exist or cannot be read.',
  ),
  QF6002: entry(
    'error',
    'Import cycle',
    (path: string) => `These files import each other: ${path}.`,
    'Move what both need into a third file.',
    'A file cannot import itself, directly or by way of others. The quick fix removes an import of which nothing is used; where both files use each other, only you know what belongs into the third.',
  ),
  QF6003: entry(
    'error',
    'Unknown import',
    (name: string, path: string) => `"${path}" declares nothing called ${name}.`,
    'Import a name that the file declares.',
    'Only names that the other file declares at its top level can be imported.',
  ),
  QF6004: entry(
    'error',
    'Imported file with errors',
    (path: string, count: string) => `"${path}" has ${count}.`,
    'Correct the imported file.',
    'What an erroneous file means is not known, so nothing that uses it can run.',
  ),
  QF6005: entry(
    'error',
    'Import without a program',
    (path: string) => `"${path}" has no program at its top level to import under one name.`,
    'Import its circuits by name instead.',
    '`import "file.qasm" as name` makes the statements at the top level of a file one circuit.',
  ),
  QF6006: entry(
    'information',
    'Not checked',
    (reason: string) => `This file is not checked: ${reason}.`,
    'Split the file; `qflow check` and `qflow run` take up to five million characters.',
    'While typing, the editor checks texts of at most two million characters.',
  ),
  QF6007: entry(
    'warning',
    'Not a table',
    (path: string, reason: string) => `"${path}" cannot be read as a table: ${reason}.`,
    'Correct the path or the way it is read: csv(…) takes separator: and header:, read(…) takes columns:.',
    'The file of a table is missing, broken or of another format. Its beginning is looked at while you type; a task before may still make it.',
  ),
  QF6008: entry(
    'error',
    'Trouble with a table',
    (what: string, reason: string) => `${what}: ${reason}.`,
    'Look at the query, and at what the tables hold.',
    'A query is wrong, a column has other cells than are needed, or a file cannot be written.',
  ),
  QF6009: entry(
    'error',
    'Not columns with types',
    (text: string, reason: string) => `${text} is no list of columns: ${reason}.`,
    'Write names and types with commas between them, such as "energy float, label string".',
    'Columns have a name and one of the types bool, int, float, string and date.',
  ),
} as const;
