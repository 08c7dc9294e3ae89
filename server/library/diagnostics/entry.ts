import type { Severity } from '../../base/index.ts';

/**
 * One entry of the catalogue of diagnostics. `message` builds the one sentence that a user reads, `help` names the way
 * out, `explanation` opens the page under `docs/diagnostics/`. A code once released never changes its meaning.
 */
export interface Entry<Parameters extends readonly string[]> {
  readonly severity: Severity;
  readonly title: string;
  readonly message: (...parameters: Parameters) => string;
  readonly help: string;
  readonly explanation: string;
}

export function entry<Parameters extends readonly string[]>(
  severity: Severity,
  title: string,
  message: (...parameters: Parameters) => string,
  help: string,
  explanation: string,
): Entry<Parameters> {
  return { severity, title, message, help, explanation };
}
