import * as vscode from 'vscode';
import {
  type RunView,
  type Tool,
  type ToolInput,
  runText,
  toolInput,
  toolTarget,
  tools,
} from '../../../server/protocol/index.ts';
import type { LanguageServer } from '../language/language-server.ts';
import type { RunCommands } from '../run/run-commands.ts';

/** What assistants in the editor can have done: the same functions as the commands. */
export function registerTools(server: LanguageServer, runs: RunCommands): vscode.Disposable {
  return vscode.Disposable.from(
    ...tools.map((tool) =>
      vscode.lm.registerTool<unknown>(tool.name, {
        prepareInvocation: ({ input }) => prepared(tool, input),
        invoke: async ({ input }) => {
          const given = toolInput(tool, input);
          if (typeof given === 'string') throw new Error(given);
          const text = await answer(tool, given, server, runs);
          return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
        },
      }),
    ),
  );
}

/** A run is confirmed by the user; what only reads is not. */
function prepared(tool: Tool, input: unknown): vscode.PreparedToolInvocation {
  const given = toolInput(tool, input);
  const file = typeof given === 'string' ? '' : given.file;
  const invocationMessage = `${tool.title}: ${file}`;
  if (tool.isReading || typeof given === 'string') return { invocationMessage };
  const what = given.circuit ?? given.workflow ?? given.test;
  const message = vscode.l10n.t(
    'Run {0} on the local simulator?',
    what === undefined ? file : `${what} (${file})`,
  );
  return { invocationMessage, confirmationMessages: { title: tool.title, message } };
}

async function answer(
  tool: Tool,
  input: ToolInput,
  server: LanguageServer,
  runs: RunCommands,
): Promise<string> {
  const uri = await fileUri(input.file);
  if (tool.name !== 'qflow_run')
    return (await server.assist(uri, tool.name, input)) ?? vscode.l10n.t('There is no file {0}.', input.file);
  const target = toolTarget(input);
  const { shots, seed } = input;
  const ended = await runs.start({
    uri,
    ...(target === undefined ? {} : { target }),
    ...(shots === undefined ? {} : { shots }),
    ...(seed === undefined ? {} : { seed }),
  });
  return ended === undefined ? vscode.l10n.t('The run was not started.') : viewText(ended);
}

function viewText(run: RunView): string {
  const results = Object.fromEntries(
    Object.entries(run.tasks).flatMap(([name, { result }]) => (result === undefined ? [] : [[name, result]])),
  );
  return runText({ ...run, name: run.target.name, results });
}

/** The file that an assistant means: an absolute path, or one in a folder of the workspace. */
async function fileUri(path: string): Promise<vscode.Uri> {
  if (/^[a-z][a-z0-9+.-]+:/i.test(path)) return vscode.Uri.parse(path);
  if (/^(?:\/|\\|[a-z]:)/i.test(path)) return vscode.Uri.file(path);
  const folders = vscode.workspace.workspaceFolders ?? [];
  for (const folder of folders) {
    const uri = vscode.Uri.joinPath(folder.uri, path);
    const found = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (found) return uri;
  }
  throw new Error(vscode.l10n.t('There is no file {0}.', path));
}
