import {
  CodeActionKind,
  type CodeAction,
  type CompletionItem,
  type Connection,
  type Range,
} from 'vscode-languageserver';
import type { Diagnostic } from '../base/index.ts';
import { format } from '../language/index.ts';

import {
  codeLenses,
  complete,
  definition,
  documentSymbols,
  hover,
  runnables,
  taskGraph,
} from '../language/ide/index.ts';
import {
  type RunnablesAnswer,
  type RunnablesParameters,
  type TaskGraphAnswer,
  type TaskGraphParameters,
  runnablesRequest,
  taskGraphRequest,
} from '../protocol/index.ts';
import { type Log, guarded } from './guarded.ts';
import {
  type CompletionAbilities,
  toCodeLens,
  toCompletionItem,
  toDiagnostic,
  toDocumentSymbol,
  toHover,
  toLocation,
  toRunnables,
  toTextEdit,
} from './to-lsp.ts';
import type { Checked, Workspace } from './workspace.ts';

interface InDocument {
  readonly textDocument: { readonly uri: string };
}

interface AtPosition extends InDocument {
  readonly position: Range['start'];
}

/** Answers the editor's requests from the models of the workspace. */
export function registerFeatures(
  connection: Connection,
  workspace: Workspace,
  abilities: CompletionAbilities,
  log: Log,
): void {
  /** A request about one file; where it is not open or too large to be understood the answer is `empty`. */
  const about = <Parameters extends InDocument, Answer>(
    name: string,
    empty: Answer,
    answer: (file: Checked, parameters: Parameters) => Answer,
  ) =>
    guarded<Parameters, Answer>(name, log, empty, async (parameters, token) => {
      const file = await workspace.checked(parameters.textDocument.uri);
      return file === undefined || token.isCancellationRequested ? empty : answer(file, parameters);
    });

  connection.onCompletion(
    about<AtPosition, CompletionItem[]>('completion', [], (file, { position }) =>
      complete(file.model, file.offset(position)).map((item) =>
        toCompletionItem(item, file.places, abilities),
      ),
    ),
  );
  connection.onHover(
    about<AtPosition, ReturnType<typeof toHover> | null>('hover', null, (file, { position }) => {
      const found = hover(file.model, file.offset(position));
      return found === undefined ? null : toHover(found, file.places);
    }),
  );
  connection.onDefinition(
    about<AtPosition, ReturnType<typeof toLocation> | null>('definition', null, (file, { position }) => {
      const found = definition(file.model, file.offset(position));
      const places = found === undefined ? undefined : file.placesOf(found.uri);
      return found === undefined || places === undefined ? null : toLocation(found.uri, found.span, places);
    }),
  );
  connection.onDocumentSymbol(
    about('outline', [] as ReturnType<typeof toDocumentSymbol>[], (file) =>
      documentSymbols(file.model).map((symbol) => toDocumentSymbol(symbol, file.places)),
    ),
  );
  connection.onCodeLens(
    about('code lens', [] as ReturnType<typeof toCodeLens>[], (file) =>
      codeLenses(file.model).map((lens) => toCodeLens(lens, file.uri, file.places)),
    ),
  );
  connection.onCodeAction(
    about<InDocument & { readonly range: Range }, CodeAction[]>('quick fix', [], (file, { range }) =>
      quickFixes(file, range),
    ),
  );
  connection.onDocumentFormatting(
    about('formatting', [] as ReturnType<typeof toTextEdit>[], (file) => formatting(file)),
  );
  connection.onRequest<RunnablesAnswer, void>(
    runnablesRequest,
    guarded<RunnablesParameters, RunnablesAnswer>('runnables', log, [], async ({ uri }) => {
      const file = await workspace.checked(uri);
      return file === undefined ? [] : toRunnables(runnables(file.model), file.places);
    }),
  );
  connection.onRequest<TaskGraphAnswer, void>(
    taskGraphRequest,
    guarded<TaskGraphParameters, TaskGraphAnswer>('task graph', log, null, async ({ uri, workflow }) => {
      const file = await workspace.checked(uri);
      return (file === undefined ? undefined : taskGraph(file.model, workflow)) ?? null;
    }),
  );
}

/** The fixes of the diagnostics that a range touches, with the editor's own copy of each diagnostic. */
function quickFixes(file: Checked, range: Range): CodeAction[] {
  const start = file.offset(range.start);
  const end = file.offset(range.end);
  return file.model.diagnostics
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

/** The whole text anew, where it changes; a text that does not parse stays as it is. */
function formatting({ uri, model, places }: Checked): ReturnType<typeof toTextEdit>[] {
  const { text } = format(model.text, { uri });
  return text === model.text
    ? []
    : [toTextEdit({ span: { start: 0, end: model.text.length }, text }, places)];
}
