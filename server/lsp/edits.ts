import {
  type CodeAction,
  CodeActionKind,
  type Connection,
  type Position,
  type TextEdit,
} from 'vscode-languageserver';
import type { Diagnostic } from '../base/index.ts';
import {
  convertOpenQasm,
  formattingEdits,
  measureAll,
  type Refactoring,
  typedFormattingEdits,
} from '../language/ide/index.ts';
import type { AtPosition, InRange, Requests } from './requests.ts';
import type { TargetWatch } from './target-watch.ts';
import { toDiagnostic, toTextEdit } from './to-lsp.ts';
import type { Checked } from './workspace.ts';

/** The kinds of actions that the server offers. */
export const codeActionKinds = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite];

interface InActionContext extends InRange {
  readonly context: { readonly only?: readonly string[] };
}

/** Answers with changes to a text. */
export function registerEdits(connection: Connection, requests: Requests, targets: TargetWatch): void {
  connection.onCodeAction(
    requests.about<InActionContext, CodeAction[]>('code actions', [], (file, { range, context }) =>
      [...quickFixes(file, range, targets.diagnostics(file)), ...refactorings(file, range.start)].filter(
        ({ kind = '' }) => isWanted(kind, context.only),
      ),
    ),
  );
  connection.onDocumentFormatting(
    requests.about('formatting', [] as TextEdit[], ({ model, places }) =>
      formattingEdits(model).map((edit) => toTextEdit(edit, places)),
    ),
  );
  connection.onDocumentRangeFormatting(
    requests.about<InRange, TextEdit[]>('formatting', [], ({ model, places, offset }, { range }) => {
      const span = { start: offset(range.start), end: offset(range.end) };
      return formattingEdits(model, span).map((edit) => toTextEdit(edit, places));
    }),
  );
  connection.onDocumentOnTypeFormatting(
    requests.about<AtPosition, TextEdit[]>('formatting', [], ({ model, places, offset }, { position }) =>
      typedFormattingEdits(model, offset(position)).map((edit) => toTextEdit(edit, places)),
    ),
  );
}

/** Whether an action is of one of the kinds that the editor asks for, `refactor` standing for all refactorings. */
function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`));
}

/** The fixes of the diagnostics that a range touches, with the editor's own copy of each diagnostic. */
function quickFixes(file: Checked, range: InRange['range'], ofTargets: readonly Diagnostic[]): CodeAction[] {
  const start = file.offset(range.start);
  const end = file.offset(range.end);
  return [...file.model.diagnostics, ...ofTargets]
    .filter(({ span }) => span.start <= end && start <= span.end)
    .flatMap((diagnostic) => actionsFor(diagnostic, file));
}

function actionsFor(diagnostic: Diagnostic, { uri, places, placesOf }: Checked): CodeAction[] {
  const fixes = diagnostic.fixes ?? [];
  return fixes.map(({ title, edits }) => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(diagnostic, uri, placesOf)],
    isPreferred: fixes.length === 1,
    edit: { changes: { [uri]: edits.map((edit) => toTextEdit(edit, places)) } },
  }));
}

function refactorings(file: Checked, position: Position): CodeAction[] {
  const offset = file.offset(position);
  const found = [measureAll(file.model, offset), convertOpenQasm(file.model, offset)];
  return found.flatMap((one) => (one === undefined ? [] : [toAction(one, file)]));
}

function toAction({ title, edits }: Refactoring, { uri, places }: Checked): CodeAction {
  const changes = { [uri]: edits.map((edit) => toTextEdit(edit, places)) };
  return { title, kind: CodeActionKind.RefactorRewrite, edit: { changes } };
}
