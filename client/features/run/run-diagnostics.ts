import * as vscode from 'vscode';
import type { PlacedDiagnostic, RunRequest } from '../../../server/protocol/index.ts';

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
} as const;

/** What runs found out, kept apart from what the language server says while typing; the next run clears it. */
export class RunDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('qflow.run');

  begin(): void {
    this.#collection.clear();
  }

  /** Adds to the Problems view what has a place that the language server has not said the same of already. */
  add(request: RunRequest, diagnostics: readonly PlacedDiagnostic[]): void {
    for (const diagnostic of diagnostics.filter(hasPlace)) {
      const uri = placeOf(request, diagnostic);
      const known = vscode.languages.getDiagnostics(uri);
      const entry = toDiagnostic(diagnostic);
      if (known.some((other) => sameFault(other, entry))) continue;
      this.#collection.set(uri, [...(this.#collection.get(uri) ?? []), entry]);
    }
  }

  dispose(): void {
    this.#collection.dispose();
  }
}

/** The file of a diagnostic: the one that ran goes by its short name, imported ones by their address. */
export function placeOf(run: { readonly file: string; readonly uri: string }, diagnostic: PlacedDiagnostic) {
  return vscode.Uri.parse(diagnostic.file === run.file ? run.uri : diagnostic.file);
}

/** The place of a diagnostic as the editor counts it, from zero. */
export function rangeOf({ line, column, endLine, endColumn }: PlacedDiagnostic): vscode.Range {
  return new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
}

/** Faults of a run as a whole, such as a lost process, stand in the panel only. */
function hasPlace({ line, column, endLine, endColumn }: PlacedDiagnostic): boolean {
  return line !== endLine || column !== endColumn;
}

function toDiagnostic(diagnostic: PlacedDiagnostic): vscode.Diagnostic {
  const { code, severity, message, help } = diagnostic;
  const text = help === undefined ? message : `${message}\n${help}`;
  const entry = new vscode.Diagnostic(rangeOf(diagnostic), text, severities[severity]);
  entry.code = code;
  entry.source = 'qflow run';
  return entry;
}

function sameFault(one: vscode.Diagnostic, other: vscode.Diagnostic): boolean {
  const code = typeof one.code === 'object' ? one.code.value : one.code;
  return code === other.code && one.range.start.isEqual(other.range.start);
}
