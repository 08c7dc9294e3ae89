import * as vscode from 'vscode';
import type { RunView } from '../../../server/protocol/index.ts';
import type { RunPanels } from '../../panels/run-panels.ts';
import type { RunController } from './run-controller.ts';
import type { RunHistory } from './run-history.ts';

const icons = {
  running: 'loading~spin',
  completed: 'pass',
  failed: 'error',
  cancelled: 'circle-slash',
} as const;

/** The command that shows an earlier run in a panel. */
export function registerShowRun(
  history: RunHistory,
  runs: RunController,
  panels: RunPanels,
): vscode.Disposable {
  return vscode.commands.registerCommand('qflow.showRun', async () => {
    const current = runs.running && runs.current !== undefined ? [runs.current] : [];
    const items = [...current, ...history.runs].map(toItem);
    if (items.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Nothing has run in this workspace yet.'));
      return;
    }
    const picked = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Show Run'),
      placeHolder: vscode.l10n.t('Choose an earlier run'),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    if (picked !== undefined) panels.showRun(picked.run);
  });
}

function toItem(run: RunView) {
  const shots =
    run.shots === 0 ? vscode.l10n.t('exact') : vscode.l10n.t('{0} shots', run.shots.toLocaleString('en'));
  // A program with mistakes has neither backend nor seed: it did not start.
  const how = run.graph.nodes.length === 0 ? [] : [run.backend, shots, vscode.l10n.t('seed {0}', run.seed)];
  return {
    label: `$(${icons[run.status]}) ${run.target.name || run.file}`,
    description: new Date(run.started).toLocaleString(),
    detail: [run.file, ...how].join(', '),
    run,
  };
}
