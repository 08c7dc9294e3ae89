import type { Comparison, Diagnostic, Fix, RelatedPlace, Span } from '../../base/index.ts';
import { adviceDiagnostics } from './advice.ts';
import { circuitsDiagnostics } from './circuits.ts';
import { filesDiagnostics } from './files.ts';
import { hardwareDiagnostics } from './hardware.ts';
import { loweringDiagnostics } from './lowering.ts';
import { namesDiagnostics } from './names.ts';
import { runDiagnostics } from './runs.ts';
import { stepsDiagnostics } from './steps.ts';
import { syntaxDiagnostics } from './syntax.ts';
import { workflowRunDiagnostics } from './workflow-runs.ts';
import { workflowsDiagnostics } from './workflows.ts';

/** Every diagnostic there is, by its code. */
export const catalogue = {
  ...syntaxDiagnostics,
  ...namesDiagnostics,
  ...circuitsDiagnostics,
  ...loweringDiagnostics,
  ...adviceDiagnostics,
  ...hardwareDiagnostics,
  ...workflowsDiagnostics,
  ...stepsDiagnostics,
  ...runDiagnostics,
  ...workflowRunDiagnostics,
  ...filesDiagnostics,
} as const;

export type DiagnosticCode = keyof typeof catalogue;

type MessageParameters<Code extends DiagnosticCode> = Parameters<(typeof catalogue)[Code]['message']>;

/** What a diagnostic may carry beside its sentence. */
export interface DiagnosticDetails {
  readonly help?: string;
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
  readonly unnecessary?: boolean;
  readonly comparison?: Comparison;
}

/** Builds the diagnostic of a catalogue entry at a place: `diagnose('QF1001', span, ['`}`', 'a name'])`. */
export function diagnose<Code extends DiagnosticCode>(
  code: Code,
  span: Span,
  parameters: MessageParameters<Code>,
  details: DiagnosticDetails = {},
): Diagnostic {
  const found = catalogue[code];
  const write: (...values: readonly string[]) => string = found.message;
  const message = write(...parameters);
  return { code, severity: found.severity, message, span, help: found.help, ...details };
}
