import { type Diagnostic, LineMap, hasErrors } from '../../../base/index.ts';
import { type LoweringOptions, circuitDiagnostics } from '../../../circuit/index.ts';
import type { ToolInput } from '../../../protocol/index.ts';
import type { Model } from '../../index.ts';
import { explainText } from './explain-text.ts';
import { validationText } from './validation-text.ts';

/** What an assistant asks of a file; only runs need more than its text. */
export interface AssistRequest {
  readonly tool: 'qflow_check' | 'qflow_explain' | 'qflow_validate';
  readonly input: Pick<ToolInput, 'circuit' | 'devices' | 'shots'>;
  /** Today, ISO 8601. */
  readonly today: string;
}

/** How large circuits may grow that are unrolled for an answer. */
const limits: LoweringOptions['limits'] = { instructions: 50_000, steps: 200_000 };

/** The answer of a tool that reads a program, as text. */
export function assist(model: Model, { tool, input, today }: AssistRequest): string {
  const diagnostics = [...model.diagnostics, ...circuitDiagnostics(model, limits ?? {})];
  if (tool === 'qflow_check') return checkText(model, diagnostics);
  // Without its names and types nothing can be said of a program.
  if (hasErrors(model.diagnostics)) return `The file has errors.\n${checkText(model, diagnostics)}`;
  return tool === 'qflow_explain'
    ? explainText(model, input.circuit)
    : validationText(model, input, today, limits);
}

function checkText({ text }: Model, diagnostics: readonly Diagnostic[]): string {
  const lines = new LineMap(text);
  if (diagnostics.length === 0) return 'No faults, and no advice.';
  return diagnostics
    .map(({ severity, code, message, help, span }) => {
      const { line, column } = lines.position(span.start);
      const way = help === undefined ? '' : ` ${help}`;
      return `${severity} ${code} line ${line + 1}, column ${column + 1}: ${message}${way}`;
    })
    .join('\n');
}
