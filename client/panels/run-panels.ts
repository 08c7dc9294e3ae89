import * as vscode from 'vscode';
import type {
  FromPanel,
  RunPanelKind,
  PanelState,
  RunTarget,
  RunView,
  TaskGraph,
  ToPanel,
} from '../../server/protocol/index.ts';
import type { LanguageServer } from '../features/language/language-server.ts';
import type { RunController, RunOrder } from '../features/run/run-controller.ts';
import { interrupted } from '../features/run/run-view.ts';
import { type GraphSource, LiveGraph, sameGraph } from './live-graph.ts';
import { PanelHost } from './panel-host.ts';
import { toUri } from '../text-files.ts';
import { revealDiagnostic, revealTask } from './reveal.ts';
import { saveShown } from './save.ts';

const nothingRan = vscode.l10n.t(
  'Nothing has run yet. Open a .qflow or .qasm file and choose Run above a circuit or a workflow.',
);
const noWorkflow = vscode.l10n.t(
  'This file has no workflow. Declare one with `workflow name { ... }` to see its tasks here.',
);
const noFile = vscode.l10n.t('Open a .qflow file with a workflow to see its tasks here.');

/** The panels that show runs, and what each of them shows. */
export class RunPanels implements vscode.Disposable {
  readonly #server: LanguageServer;
  readonly #runs: RunController;
  readonly #start: (order: RunOrder) => Promise<unknown>;
  readonly #hosts: Readonly<Record<RunPanelKind, PanelHost>>;
  readonly #shown = new Map<RunPanelKind, ToPanel>();
  readonly #live: LiveGraph;
  readonly #subscriptions: vscode.Disposable[] = [];

  constructor(
    extension: vscode.Uri,
    server: LanguageServer,
    runs: RunController,
    start: (order: RunOrder) => Promise<unknown>,
  ) {
    this.#server = server;
    this.#runs = runs;
    this.#start = start;
    this.#live = new LiveGraph(server);
    this.#hosts = {
      histogram: new PanelHost(
        {
          kind: 'histogram',
          viewType: 'qflow.histogram',
          title: vscode.l10n.t('Histogram'),
          icon: 'histogram',
        },
        extension,
      ),
      'task-graph': new PanelHost(
        {
          kind: 'task-graph',
          viewType: 'qflow.taskGraph',
          title: vscode.l10n.t('Task Graph'),
          icon: 'task-graph',
        },
        extension,
      ),
    };
  }

  /** Connects the panels to the runs, the editor and the commands that show them. */
  register(): vscode.Disposable {
    this.#subscriptions.push(
      this.#runs.onDidChange((run) => this.#follow(run)),
      this.#live.onDidChange(({ source, graph }) => this.#graphChanged(source, graph)),
      vscode.commands.registerCommand('qflow.showHistogram', () => this.#showHistogram()),
      vscode.commands.registerCommand('qflow.showTaskGraph', (uri?: unknown, workflow?: unknown) =>
        this.#showTaskGraph(uri, workflow),
      ),
    );
    for (const kind of ['histogram', 'task-graph'] as const) {
      const host = this.#hosts[kind];
      this.#subscriptions.push(
        host.onDidReceive((message) => void this.#receive(kind, message)),
        host.registerSerializer((state) => this.#restore(kind, state)),
      );
    }
    return this;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const host of Object.values(this.#hosts)) host.dispose();
    this.#live.dispose();
  }

  /** Opens the panel that the settings name for a run that starts; false when none shows it. */
  open(run: RunView): boolean {
    const setting = vscode.workspace.getConfiguration('qflow.run').get<string>('openPanel', 'auto');
    if (setting !== 'never') {
      const automatic = run.target.kind === 'workflow' ? 'task-graph' : 'histogram';
      const named = setting === 'histogram' || setting === 'task-graph' ? setting : automatic;
      this.#hosts[named].open();
    }
    for (const [kind, host] of this.#each()) if (host.isOpen) this.#show(kind, { kind: 'run', run });
    return this.shows(run.runId);
  }

  /** Whether an open panel shows the run. */
  shows(runId: string): boolean {
    return this.#each().some(([kind, host]) => {
      const shown = this.#shown.get(kind);
      return host.isOpen && shown?.kind === 'run' && shown.run.runId === runId;
    });
  }

  /** Shows a run in the panel that suits it. */
  showRun(run: RunView): void {
    const kind = run.target.kind === 'workflow' && !hasResults(run) ? 'task-graph' : 'histogram';
    this.#hosts[kind].open();
    for (const [each, host] of this.#each()) if (host.isOpen) this.#show(each, { kind: 'run', run });
  }

  #each(): readonly (readonly [RunPanelKind, PanelHost])[] {
    return [
      ['histogram', this.#hosts.histogram],
      ['task-graph', this.#hosts['task-graph']],
    ];
  }

  #show(kind: RunPanelKind, message: ToPanel): void {
    this.#shown.set(kind, message);
    this.#hosts[kind].update(message);
    if (kind === 'task-graph' && message.kind === 'run') void this.#live.follow(sourceOf(message.run));
  }

  /** Brings panels that show this run up to date. */
  #follow(run: RunView): void {
    for (const [kind, host] of this.#each()) {
      const shown = this.#shown.get(kind);
      if (shown?.kind !== 'run' || shown.run.runId !== run.runId) continue;
      this.#shown.set(kind, { kind: 'run', run });
      host.update({ kind: 'run', run });
    }
  }

  #showHistogram(): void {
    const shown = this.#shown.get('histogram');
    const run = this.#runs.latest;
    this.#hosts.histogram.open();
    if (run !== undefined) this.#show('histogram', { kind: 'run', run });
    else if (shown === undefined) this.#show('histogram', { kind: 'empty', message: nothingRan });
  }

  async #showTaskGraph(address: unknown, workflow: unknown): Promise<void> {
    const host = this.#hosts['task-graph'];
    host.open();
    const run = this.#runs.current;
    const uri = toUri(address) ?? vscode.window.activeTextEditor?.document.uri;
    if (run?.status === 'running' && (uri === undefined || uri.toString() === run.uri))
      return this.#show('task-graph', { kind: 'run', run });
    if (uri === undefined) {
      if (run !== undefined) return this.#show('task-graph', { kind: 'run', run });
      if (!this.#shown.has('task-graph')) this.#show('task-graph', { kind: 'empty', message: noFile });
      return;
    }
    this.#shown.delete('task-graph');
    await this.#live.follow({ uri, ...(typeof workflow === 'string' ? { workflow } : {}) });
  }

  /** Draws the graph of the text, unless a run of the same graph is on screen. */
  #graphChanged({ uri }: GraphSource, graph: TaskGraph | undefined): void {
    const shown = this.#shown.get('task-graph');
    if (graph === undefined) {
      if (shown === undefined) this.#show('task-graph', { kind: 'empty', message: noWorkflow });
      return;
    }
    if (shown?.kind === 'run' && (shown.run.status === 'running' || sameGraph(shown.run.graph, graph)))
      return;
    const file = vscode.workspace.asRelativePath(uri);
    this.#show('task-graph', { kind: 'graph', uri: uri.toString(), file, graph });
  }

  #restore(kind: RunPanelKind, state: PanelState | undefined): void {
    const shown = state?.shown;
    if (shown?.kind === 'graph') {
      this.#show(kind, shown);
      void this.#live.follow({ uri: vscode.Uri.parse(shown.uri), workflow: shown.graph.workflow });
    } else if (shown?.kind === 'run') {
      this.#show(kind, { kind: 'run', run: this.#runs.find(shown.run.runId) ?? interrupted(shown.run) });
    } else {
      this.#show(kind, { kind: 'empty', message: kind === 'histogram' ? nothingRan : noFile });
    }
  }

  async #receive(kind: RunPanelKind, message: FromPanel): Promise<void> {
    const shown = this.#shown.get(kind);
    if (shown === undefined || shown.kind === 'empty' || shown.kind === 'targets') return;
    try {
      await this.#act(shown, message);
    } catch (error) {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  }

  async #act(shown: Shown, message: FromPanel): Promise<void> {
    const { uri: address, graph } = shown.kind === 'run' ? shown.run : shown;
    const uri = vscode.Uri.parse(address);
    const run = shown.kind === 'run' ? shown.run : undefined;
    if (message.kind === 'save') await saveShown(message, uri);
    else if (message.kind === 'reveal') await revealTask(this.#server, uri, graph, message.task);
    else if (message.kind === 'rerun') await this.#start({ uri, target: targetOf(shown) });
    else if (message.kind === 'cancel' && run?.runId === this.#runs.current?.runId) this.#runs.cancel();
    else if (message.kind === 'pause' && run?.runId === this.#runs.current?.runId)
      this.#runs.pause(message.isPaused);
    else if (message.kind === 'rerunTask' && run) await this.#start(orderAgain(uri, run, message));
    else if (message.kind === 'revealDiagnostic' && run) await revealDiagnostic(run, message.index);
  }
}

/** A task of a run once more: with its seed, so that whatever has not changed since is answered from that run. */
function orderAgain(
  uri: vscode.Uri,
  { runId, target, seed }: RunView,
  { task, scope }: Extract<FromPanel, { kind: 'rerunTask' }>,
): RunOrder {
  return { uri, target, seed, basis: runId, again: { task, scope } };
}

type Shown = Exclude<ToPanel, { kind: 'empty' | 'targets' }>;

/** What running again means: the same circuit or workflow, of the text as it stands now. */
function targetOf(shown: Shown): RunTarget {
  if (shown.kind === 'graph') return { kind: 'workflow', name: shown.graph.workflow };
  return shown.run.target;
}

function sourceOf(run: RunView): GraphSource | undefined {
  if (run.target.kind !== 'workflow') return undefined;
  return { uri: vscode.Uri.parse(run.uri), workflow: run.target.name };
}

function hasResults(run: RunView): boolean {
  return Object.values(run.tasks).some(({ result }) => result !== undefined);
}
