import { entry } from './entry.ts';

/** QF1xxx: the text does not follow the grammar. */
export const syntaxDiagnostics = {
  QF1001: entry(
    'error',
    'Unexpected text',
    (found: string, expected: string) => `${found} cannot stand here; ${expected} is expected.`,
    'Change or remove the marked text.',
    'The text does not follow the grammar at this place. The rest of the file is still checked.',
  ),
} as const;
