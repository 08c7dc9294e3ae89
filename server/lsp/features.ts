import type { CompletionList, Connection, SignatureHelp } from 'vscode-languageserver';
import {
  assist,
  codeLenses,
  complete,
  definition,
  documentSymbols,
  hover,
  narrowed,
  runnables,
  signatureHelp,
  deviceChoices,
  targetLenses,
  targetTable,
  taskGraph,
} from '../language/ide/index.ts';
import {
  type AssistAnswer,
  type AssistParameters,
  type RunnablesAnswer,
  type RunnablesParameters,
  type DevicesAnswer,
  type TargetTableAnswer,
  type TargetTableParameters,
  type TaskGraphAnswer,
  type TaskGraphParameters,
  assistRequest,
  devicesRequest,
  runnablesRequest,
  targetTableRequest,
  taskGraphRequest,
} from '../protocol/index.ts';
import { type Log, guarded } from './guarded.ts';
import type { ImportIndex } from './import-index.ts';
import type { AtPosition, Requests } from './requests.ts';
import type { TargetWatch } from './target-watch.ts';
import {
  type CompletionAbilities,
  toCodeLens,
  toCompletionItem,
  toDocumentSymbol,
  toHover,
  toLocation,
  toRunnables,
  toSignatureHelp,
} from './to-lsp.ts';
import type { Workspace } from './workspace.ts';

/** Answers the editor's requests from the models of the workspace. */
export function registerFeatures(
  connection: Connection,
  requests: Requests,
  workspace: Workspace,
  targets: TargetWatch,
  imports: ImportIndex,
  abilities: CompletionAbilities,
  log: Log,
): void {
  connection.onCompletion(
    requests.about<AtPosition, CompletionList>('completion', noProposals, ({ model, places, offset }, at) => {
      const place = offset(at.position);
      const { items, isPart } = narrowed(complete(model, place, imports.elsewhere), model.text, place);
      return {
        // The editor asks again with every letter where there are more, and until all files have been read.
        isIncomplete: isPart || !imports.isRead,
        items: items.map((item) => toCompletionItem(item, places, abilities)),
      };
    }),
  );
  connection.onHover(
    requests.about<AtPosition, ReturnType<typeof toHover> | null>('hover', null, (file, { position }) => {
      const found = hover(file.model, file.offset(position), targets.named(file));
      return found === undefined ? null : toHover(found, file.places);
    }),
  );
  connection.onSignatureHelp(
    requests.about<AtPosition, SignatureHelp | null>('signature', null, (file, { position }) => {
      const found = signatureHelp(file.model, file.offset(position));
      return found === undefined ? null : toSignatureHelp(found);
    }),
  );
  connection.onDefinition(
    requests.about<AtPosition, ReturnType<typeof toLocation> | null>(
      'definition',
      null,
      (file, { position }) => {
        const found = definition(file.model, file.offset(position));
        const places = found === undefined ? undefined : file.placesOf(found.uri);
        return found === undefined || places === undefined ? null : toLocation(found.uri, found.span, places);
      },
    ),
  );
  connection.onDocumentSymbol(
    requests.longAbout('outline', [] as ReturnType<typeof toDocumentSymbol>[], function* (file) {
      const symbols: ReturnType<typeof toDocumentSymbol>[] = [];
      for (const symbol of yield* documentSymbols(file.model)) {
        symbols.push(toDocumentSymbol(symbol, file.places));
        yield;
      }
      return symbols;
    }),
  );
  connection.onCodeLens(
    requests.longAbout(
      'code lens',
      [] as ReturnType<typeof toCodeLens>[],
      function* ({ uri, model, places }) {
        const lenses: ReturnType<typeof toCodeLens>[] = [];
        for (const lens of [...codeLenses(model), ...targetLenses(model, targets.circuits(uri))]) {
          lenses.push(toCodeLens(lens, uri, places));
          yield;
        }
        return lenses;
      },
    ),
  );
  connection.onRequest<RunnablesAnswer, void>(
    runnablesRequest,
    guarded<RunnablesParameters, RunnablesAnswer>('runnables', log, [], async ({ uri }) => {
      const file = await workspace.looked(uri);
      return file === undefined ? [] : toRunnables(runnables(file.model), file.places);
    }),
  );
  connection.onRequest<TargetTableAnswer, void>(
    targetTableRequest,
    guarded<TargetTableParameters, TargetTableAnswer>('target table', log, null, async ({ uri, circuit }) => {
      const reports = targets.circuits(uri);
      const found = circuit === undefined ? reports[0] : reports.find(({ name }) => name === circuit);
      return found === undefined ? null : targetTable(uri, found, await targets.devices());
    }),
  );
  connection.onRequest<AssistAnswer, void>(
    assistRequest,
    guarded<AssistParameters, AssistAnswer>('assistant', log, null, async ({ uri, tool, input }) => {
      const file = await workspace.looked(uri);
      if (file === undefined) return null;
      const [catalogue, { today }] = [await targets.devices(), targets];
      return assist(file.model, { tool, input, catalogue, today });
    }),
  );
  connection.onRequest<DevicesAnswer, void>(devicesRequest, async () =>
    deviceChoices(await targets.devices()),
  );
  connection.onRequest<TaskGraphAnswer, void>(
    taskGraphRequest,
    guarded<TaskGraphParameters, TaskGraphAnswer>('task graph', log, null, async ({ uri, workflow }) => {
      const file = await workspace.checked(uri);
      return (file === undefined ? undefined : taskGraph(file.model, workflow)) ?? null;
    }),
  );
}

const noProposals: CompletionList = { isIncomplete: false, items: [] };
