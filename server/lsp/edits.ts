import { type CodeAction, CodeActionKind, type Connection, type TextEdit } from 'vscode-languageserver';
import type { Diagnostic } from '../base/index.ts';
import { renameCommand } from '../protocol/index.ts';
import {
  type Elsewhere,
  edited as editedText,
  formattingEdits,
  quickFixes,
  type Refactoring,
  refactorings,
  typedFormattingEdits,
} from '../language/ide/index.ts';
import type { AtPosition, InRange, Requests } from './requests.ts';
import type { TargetWatch } from './target-watch.ts';
import { Places, toDiagnostic, toTextEdit } from './to-lsp.ts';
import type { Checked } from './workspace.ts';

/** The kinds of actions that the server offers. */
export const codeActionKinds = [
  CodeActionKind.QuickFix,
  CodeActionKind.RefactorExtract,
  CodeActionKind.RefactorInline,
  CodeActionKind.RefactorRewrite,
];

const refactoringKinds: Readonly<Record<Refactoring['kind'], CodeActionKind>> = {
  extract: CodeActionKind.RefactorExtract,
  inline: CodeActionKind.RefactorInline,
  rewrite: CodeActionKind.RefactorRewrite,
};

interface InActionContext extends InRange {
  readonly context: { readonly only?: readonly string[] };
}

/** What actions are made from beside the file itself. */
export interface ActionSources {
  readonly targets: TargetWatch;
  /** What the unrolled circuits of a file show. */
  readonly advice: (file: Checked) => readonly Diagnostic[];
  readonly elsewhere: () => Elsewhere;
  /** Whether the editor knows the command that asks for a new name. */
  readonly asksForNames: boolean;
}

/** Answers with changes to a text. */
export function registerEdits(connection: Connection, requests: Requests, sources: ActionSources): void {
  connection.onCodeAction(
    requests.about<InActionContext, CodeAction[]>('code actions', [], (file, { range, context }) =>
      [...fixesIn(file, range, sources), ...refactoringsIn(file, range, sources)].filter(({ kind = '' }) =>
        isWanted(kind, context.only),
      ),
    ),
  );
  connection.onDocumentFormatting(
    requests.longAbout('formatting', [] as TextEdit[], function* ({ model, places }) {
      const edits = yield* formattingEdits(model);
      return edits.map((edit) => toTextEdit(edit, places));
    }),
  );
  connection.onDocumentRangeFormatting(
    requests.longAbout<InRange, TextEdit[]>('formatting', [], function* (file, { range }) {
      const span = { start: file.offset(range.start), end: file.offset(range.end) };
      const edits = yield* formattingEdits(file.model, span);
      return edits.map((edit) => toTextEdit(edit, file.places));
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
function fixesIn(file: Checked, range: InRange['range'], sources: ActionSources): CodeAction[] {
  const start = file.offset(range.start);
  const end = file.offset(range.end);
  return [...file.model.diagnostics, ...sources.advice(file), ...sources.targets.diagnostics(file)]
    .filter(({ span }) => span.start <= end && start <= span.end)
    .flatMap((diagnostic) => actionsFor(diagnostic, file, sources.elsewhere()));
}

function actionsFor(diagnostic: Diagnostic, file: Checked, elsewhere: Elsewhere): CodeAction[] {
  const { uri, model, places, placesOf } = file;
  const fixes = quickFixes(model, diagnostic, elsewhere);
  return fixes.map(({ title, edits }) => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(diagnostic, uri, placesOf)],
    isPreferred: fixes.length === 1,
    edit: { changes: { [uri]: edits.map((edit) => toTextEdit(edit, places)) } },
  }));
}

function refactoringsIn(
  file: Checked,
  range: InRange['range'],
  { asksForNames }: ActionSources,
): CodeAction[] {
  const selection = { start: file.offset(range.start), end: file.offset(range.end) };
  return refactorings(file.model, selection).map((one) => toAction(one, file, asksForNames));
}

function toAction(
  { kind, title, edits, newName }: Refactoring,
  { uri, model, places }: Checked,
  asksForNames: boolean,
): CodeAction {
  const changes = { [uri]: edits.map((edit) => toTextEdit(edit, places)) };
  const action = { title, kind: refactoringKinds[kind], edit: { changes } };
  if (newName === undefined || !asksForNames) return action;
  // The place counts in the text after the edits.
  const place = new Places(editedText(model.text, edits)).position(newName);
  return { ...action, command: { title: 'Rename', command: renameCommand, arguments: [uri, place] } };
}
