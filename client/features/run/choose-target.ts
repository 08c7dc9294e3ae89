import * as vscode from 'vscode';
import type { RunTarget, Runnable } from '../../../server/protocol/index.ts';
import type { LanguageServer } from '../language/language-server.ts';

/** What to run of a file; `undefined` leaves the choice to the run host, `null` means that the user chose nothing. */
export type Choice = RunTarget | undefined | null;

/** Asks which of a file's circuits and workflows to run, when there are several. */
export async function chooseTarget(server: LanguageServer, uri: vscode.Uri): Promise<Choice> {
  const runnables = await server.runnables(uri);
  const [only, ...others] = runnables;
  if (only === undefined || others.length === 0) return only;
  const picked = await vscode.window.showQuickPick(runnables.map(toItem), {
    title: 'Run',
    placeHolder: 'Choose a circuit or a workflow',
    matchOnDescription: true,
  });
  return picked?.target ?? null;
}

function toItem(target: Runnable) {
  const { kind, name, line } = target;
  const icon = kind === 'workflow' ? 'type-hierarchy' : 'circuit-board';
  return { label: `$(${icon}) ${name}`, description: `${kind}, line ${line + 1}`, target };
}
