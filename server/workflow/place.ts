import { type Diagnostic, LineMap } from '../base/index.ts';
import type { PlacedDiagnostic } from '../protocol/index.ts';

/** Puts diagnostics of one text into lines and columns counted from 1, under the name `file`. */
export function placeDiagnostics(
  diagnostics: readonly Diagnostic[],
  file: string,
  text: string,
): PlacedDiagnostic[] {
  const lines = new LineMap(text);
  return diagnostics.map(({ span, related: _related, fixes: _fixes, ...rest }) => {
    const start = lines.position(span.start);
    const end = lines.position(span.end);
    return {
      ...rest,
      file,
      line: start.line + 1,
      column: start.column + 1,
      endLine: end.line + 1,
      endColumn: end.column + 1,
    };
  });
}
