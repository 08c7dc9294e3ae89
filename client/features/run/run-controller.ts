import * as vscode from 'vscode';
import type { RunRequest, RunTarget, RunView } from '../../../server/protocol/index.ts';
import { readText } from '../../text-files.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { RunDiagnostics } from './run-diagnostics.ts';
import type { RunHistory } from './run-history.ts';
import { applyEvent, openRun } from './run-view.ts';
import { type RunListener, Runner, type RunnerProcess } from './runner.ts';

/** Milliseconds that a cancelled run may take before its process is killed. */
const cancelGrace = 2_000;

/** What a run is asked to do, before the text and the settings are read. */
export interface RunOrder {
  readonly uri: vscode.Uri;
  readonly target?: RunTarget;
  /** For every task, in place of what the file and the settings say. */
  readonly shots?: number;
  /** Of the run whose results answer what has not changed. */
  readonly seed?: number;
  readonly basis?: string;
  readonly again?: NonNullable<RunRequest['again']>;
}

export interface StartedRun {
  readonly run: RunView;
  readonly ended: Promise<RunView>;
}

/** Starts, follows and ends runs, one at a time, and tells everyone who shows them. */
export class RunController implements vscode.Disposable {
  readonly #runner: Runner;
  readonly #history: RunHistory;
  readonly #log: vscode.LogOutputChannel;
  readonly #diagnostics = new RunDiagnostics();
  readonly #changed = new vscode.EventEmitter<RunView>();
  readonly onDidChange = this.#changed.event;
  #current: RunView | undefined;
  #ended: Promise<RunView> | undefined;
  #number = 0;

  constructor(
    history: RunHistory,
    log: vscode.LogOutputChannel,
    secrets: SecretStore,
    start: (log: (line: string) => void) => RunnerProcess,
  ) {
    this.#history = history;
    this.#log = log;
    this.#runner = new Runner({
      start: () => start((line) => log.info(line)),
      readFile: readText,
      readSecret: (name) => secrets.read(name),
      log: (line) => log.info(line),
      grace: cancelGrace,
    });
  }

  /** The run in flight, or the last one of this session. */
  get current(): RunView | undefined {
    return this.#current;
  }

  /** The run in flight, or the last one that this workspace remembers. */
  get latest(): RunView | undefined {
    return this.#current ?? this.#history.runs[0];
  }

  get running(): boolean {
    return this.#current?.status === 'running';
  }

  find(runId: string): RunView | undefined {
    return this.#current?.runId === runId ? this.#current : this.#history.find(runId);
  }

  /** Starts what `order` names, from the text as the editor has it; a run in flight must have ended before. */
  async run(order: RunOrder): Promise<StartedRun> {
    const document = await vscode.workspace.openTextDocument(order.uri);
    const request = this.#request(document, order);
    const run = openRun(request, new Date().toISOString());
    this.#diagnostics.begin();
    this.#current = run;
    void vscode.commands.executeCommand('setContext', 'qflow.running', true);
    const ended = this.#follow(request);
    this.#ended = ended;
    return { run, ended };
  }

  cancel(): void {
    if (this.#current?.status === 'running') this.#runner.cancel(this.#current.runId);
  }

  /** Holds the run in flight back between two tasks, or lets it go on. */
  pause(isPaused: boolean): void {
    if (this.#current?.status === 'running') this.#runner.pause(this.#current.runId, isPaused);
  }

  /** Cancels the run in flight, if there is one, and waits for its end. */
  async cancelAndWait(): Promise<void> {
    this.cancel();
    await this.#ended;
  }

  dispose(): void {
    this.#runner.stop();
    this.#diagnostics.dispose();
    this.#changed.dispose();
  }

  #request(
    document: vscode.TextDocument,
    { target, shots, seed: given, basis, again }: RunOrder,
  ): RunRequest {
    const settings = vscode.workspace.getConfiguration('qflow.run', document);
    const defaultShots = settings.get<number>('shots', 0);
    const seed = given ?? settings.get<number | null>('seed', null);
    const folder = vscode.workspace.getWorkspaceFolder(document.uri)?.uri;
    return {
      runId: `${Date.now().toString(36)}-${this.#number++}`,
      uri: document.uri.toString(),
      file: vscode.workspace.asRelativePath(document.uri),
      text: document.getText(),
      ...(target === undefined ? {} : { target: { kind: target.kind, name: target.name } }),
      ...(shots === undefined ? {} : { shots }),
      ...(defaultShots === 0 ? {} : { defaultShots }),
      ...(seed === null ? {} : { seed }),
      ...(folder?.scheme === 'file' ? { folder: folder.fsPath } : {}),
      record: settings.get<boolean>('record', false),
      isTrusted: vscode.workspace.isTrusted,
      ...(basis === undefined ? {} : { basis }),
      ...(again === undefined ? {} : { again }),
    };
  }

  #follow(request: RunRequest): Promise<RunView> {
    return new Promise((resolve) => {
      const listener: RunListener = (event) => {
        const current = this.#current;
        if (current?.runId !== request.runId) return;
        this.#current = applyEvent(current, event);
        if (event.kind === 'log') this.#log.info(`${event.task}: ${event.text}`);
        if (event.kind === 'diagnostics') this.#diagnostics.add(request, event.diagnostics);
        if (event.kind === 'finished') void this.#finish(this.#current).then(resolve);
        this.#changed.fire(this.#current);
      };
      this.#runner.run(request, listener);
    });
  }

  async #finish(run: RunView): Promise<RunView> {
    void vscode.commands.executeCommand('setContext', 'qflow.running', false);
    await this.#history.add(run).catch((error: unknown) => this.#log.error('The run was not stored.', error));
    return run;
  }
}
