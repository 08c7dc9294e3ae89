import {
  type Connection,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
  type FullDocumentDiagnosticReport,
  type InitializeParams,
  type UnchangedDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { type Log, attempted, guarded } from './guarded.ts';
import type { TargetWatch } from './target-watch.ts';
import { toDiagnostic } from './to-lsp.ts';
import type { Workspace } from './workspace.ts';

type Report = FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport;

/** Gives the diagnostics of a file to an editor that asks for them, with those of the open files that import it. */
export class PulledDiagnostics {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  readonly #targets: TargetWatch;
  readonly #log: Log;
  /** What each file was told last, by the number of the answer. */
  readonly #told = new Map<string, { readonly id: string; readonly text: string }>();
  #answers = 0;
  #takesRelated = false;
  #refreshes = false;

  constructor(connection: Connection, workspace: Workspace, targets: TargetWatch, log: Log) {
    this.#connection = connection;
    this.#workspace = workspace;
    this.#targets = targets;
    this.#log = log;
  }

  register({ capabilities: { textDocument, workspace } }: InitializeParams): void {
    this.#takesRelated = textDocument?.diagnostic?.relatedDocumentSupport === true;
    this.#refreshes = workspace?.diagnostics?.refreshSupport === true;
    this.#connection.onRequest<DocumentDiagnosticReport, void>(
      DocumentDiagnosticRequest.method,
      guarded<DocumentDiagnosticParams, DocumentDiagnosticReport>(
        'diagnostics',
        this.#log,
        { kind: DocumentDiagnosticReportKind.Full, items: [] },
        async ({ textDocument: { uri }, previousResultId }) => {
          const report = await this.#report(uri, previousResultId);
          const related = this.#takesRelated ? await this.#related(uri) : {};
          return Object.keys(related).length === 0 ? report : { ...report, relatedDocuments: related };
        },
      ),
    );
  }

  /** Something changed that no file shows, such as a setting: the editor is to ask again. */
  changed(): void {
    if (this.#refreshes)
      void attempted('refreshing diagnostics', this.#log, () =>
        this.#connection.languages.diagnostics.refresh(),
      );
  }

  closed(uri: string): void {
    this.#told.delete(uri);
  }

  async #related(uri: string): Promise<Record<string, Report>> {
    const reports: Record<string, Report> = {};
    for (const dependent of this.#workspace.dependents(uri))
      reports[dependent] = await this.#report(dependent, this.#told.get(dependent)?.id);
    return reports;
  }

  async #report(uri: string, previous: string | undefined): Promise<Report> {
    const findings = await this.#workspace.findings(uri);
    const found =
      findings === undefined ? [] : [...findings.diagnostics, ...(await this.#targets.check(uri))];
    const items = findings === undefined ? [] : found.map((one) => toDiagnostic(one, uri, findings.placesOf));
    const text = JSON.stringify(items);
    const told = this.#told.get(uri);
    if (told !== undefined && told.id === previous && told.text === text)
      return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: told.id };
    const resultId = String(++this.#answers);
    this.#told.set(uri, { id: resultId, text });
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  }
}
