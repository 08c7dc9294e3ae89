import type { Diagnostic } from '../../base/index.ts';

/** Whether the text at a diagnostic was not understood. A construct that is known and does not run yet was. */
export function isFault({ code, severity }: Diagnostic): boolean {
  return severity === 'error' && code !== 'QF1008';
}
