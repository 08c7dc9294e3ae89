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
    title: vscode.l10n.t('Run'),
    placeHolder: vscode.l10n.t('Choose a circuit, a workflow or a test'),
    matchOnDescription: true,
  });
  return picked?.target ?? null;
}

const icons = { circuit: 'circuit-board', workflow: 'type-hierarchy', test: 'beaker' } as const;

function toItem(target: Runnable) {
  const { kind, name, line } = target;
  return { label: `$(${icons[kind]}) ${name}`, description: `${kind}, line ${line + 1}`, target };
}
