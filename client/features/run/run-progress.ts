import * as vscode from 'vscode';
import type { RunView } from '../../../server/protocol/index.ts';
import type { RunController } from './run-controller.ts';

/** Shows a run as a notification with a cancel button, for when no panel shows it. */
export function showProgress(runs: RunController, run: RunView): void {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Running {0}', run.target.name || run.file),
    cancellable: true,
  };
  void vscode.window.withProgress(
    options,
    (progress, token) =>
      new Promise<void>((resolve) => {
        token.onCancellationRequested(() => runs.cancel());
        let shown = 0;
        const subscription = runs.onDidChange((view) => {
          if (view.runId !== run.runId) return;
          const percent = overallFraction(view) * 100;
          progress.report({ increment: Math.max(0, percent - shown), message: describe(view) });
          shown = Math.max(shown, percent);
          if (view.status === 'running') return;
          subscription.dispose();
          resolve();
        });
      }),
  );
}

function describe(view: RunView): string {
  const running = Object.entries(view.tasks).filter(([, task]) => task.state === 'running');
  return running.map(([name]) => name).join(', ');
}

/** How much of a run is done, between 0 and 1, every task counting the same. */
function overallFraction(view: RunView): number {
  const tasks = Object.values(view.tasks);
  const done = tasks.reduce((sum, task) => {
    if (task.state === 'waiting') return sum;
    return sum + (task.state === 'running' ? (task.fraction ?? 0) : 1);
  }, 0);
  return tasks.length === 0 ? 0 : done / tasks.length;
}
