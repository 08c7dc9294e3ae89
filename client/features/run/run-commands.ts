import * as vscode from 'vscode';
import { type RunView, runCommand } from '../../../server/protocol/index.ts';
import { isTarget } from '../../decode-views.ts';
import type { RunPanels } from '../../panels/run-panels.ts';
import { toUri } from '../../text-files.ts';
import type { LanguageServer } from '../language/language-server.ts';
import { chooseTarget } from './choose-target.ts';
import type { RunController, RunOrder, StartedRun } from './run-controller.ts';
import { showProgress } from './run-progress.ts';

/** The commands that start and end runs. */
export class RunCommands {
  readonly #server: LanguageServer;
  readonly #runs: RunController;
  readonly #panels: RunPanels;
  #last: RunOrder | undefined;
  #starting = false;

  constructor(server: LanguageServer, runs: RunController, panels: RunPanels) {
    this.#server = server;
    this.#runs = runs;
    this.#panels = panels;
  }

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.commands.registerCommand(runCommand, (uri?: unknown, target?: unknown) => this.run(uri, target)),
      vscode.commands.registerCommand('qflow.cancelRun', () => this.#runs.cancel()),
      vscode.commands.registerCommand('qflow.pauseRun', () => this.#runs.pause(true)),
      vscode.commands.registerCommand('qflow.resumeRun', () => this.#runs.pause(false)),
      vscode.commands.registerCommand('qflow.rerun', () => this.rerun()),
    );
  }

  /** Runs a target of a file: given by a code lens, else the file on screen and what the user chooses of it. */
  async run(address: unknown, target: unknown): Promise<RunView | undefined> {
    const uri = toUri(address) ?? vscode.window.activeTextEditor?.document.uri;
    if (uri === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Open a .qflow or .qasm file to run it.'));
      return undefined;
    }
    const choice = isTarget(target) ? target : await chooseTarget(this.#server, uri);
    return choice === null ? undefined : this.start(choice === undefined ? { uri } : { uri, target: choice });
  }

  /** Runs again what ran last. */
  async rerun(): Promise<RunView | undefined> {
    return this.#last === undefined ? this.run(undefined, undefined) : this.start(this.#last);
  }

  /** Starts a run after the one in flight, if the user gives that up. */
  async start(order: RunOrder): Promise<RunView | undefined> {
    if (this.#runs.running && !(await this.#giveUpCurrent())) return undefined;
    // A second click while the first one is still reading the file is not a second run.
    if (this.#starting) return undefined;
    this.#starting = true;
    const ended = await this.#runs
      .run(order)
      .finally(() => (this.#starting = false))
      .then((run) => this.#show(order, run));
    if (ended.status === 'failed' && !this.#panels.shows(ended.runId)) this.#tellFailure(ended);
    return ended;
  }

  #show(order: RunOrder, { run, ended }: StartedRun): Promise<RunView> {
    this.#last = order;
    const now = this.#runs.find(run.runId) ?? run;
    if (!this.#panels.open(now) && now.status === 'running') showProgress(this.#runs, now);
    return ended;
  }

  async #giveUpCurrent(): Promise<boolean> {
    const cancel = vscode.l10n.t('Cancel It and Run');
    const name = this.#runs.current?.target.name ?? '';
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t('{0} is still running.', name),
      cancel,
    );
    if (answer !== cancel) return false;
    await this.#runs.cancelAndWait();
    return true;
  }

  #tellFailure(run: RunView): void {
    const [diagnostic] = run.diagnostics;
    const show = vscode.l10n.t('Show Results');
    const message = diagnostic?.message ?? vscode.l10n.t('The run failed.');
    void vscode.window.showErrorMessage(message, show).then((answer) => {
      if (answer === show) this.#panels.showRun(run);
    });
  }
}
