import * as vscode from 'vscode';
import type { TaskGraph } from '../../server/protocol/index.ts';
import type { LanguageServer } from '../features/language/language-server.ts';

/** Milliseconds without a keystroke after which the graph is drawn anew. */
const quiet = 150;

export interface GraphSource {
  readonly uri: vscode.Uri;
  readonly workflow?: string;
}

/** Follows the graph of one workflow while its text changes. A text that has no graph for a moment keeps the last one. */
export class LiveGraph implements vscode.Disposable {
  readonly #server: LanguageServer;
  readonly #changed = new vscode.EventEmitter<{ source: GraphSource; graph: TaskGraph | undefined }>();
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: readonly vscode.Disposable[];
  #source: GraphSource | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(server: LanguageServer) {
    this.#server = server;
    this.#subscriptions = [
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#edited(document.uri)),
      server.onDidChangeState((state) => {
        if (state === 'running') this.#schedule();
      }),
    ];
  }

  /** Follows `source` from now on, or nothing. */
  async follow(source: GraphSource | undefined): Promise<void> {
    this.#source = source;
    await this.#ask();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  #edited(uri: vscode.Uri): void {
    if (uri.toString() === this.#source?.uri.toString()) this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), quiet);
  }

  async #ask(): Promise<void> {
    const source = this.#source;
    if (source === undefined) return;
    const graph = await this.#server.taskGraph(source.uri, source.workflow);
    if (source === this.#source) this.#changed.fire({ source, graph });
  }
}

/** Whether two graphs look the same; where their tasks stand in the file does not matter. */
export function sameGraph(one: TaskGraph, other: TaskGraph): boolean {
  return drawn(one) === drawn(other);
}

function drawn({ workflow, nodes, edges }: TaskGraph): string {
  const tasks = nodes.map(({ name, call, detail }) => [name, call, detail]);
  return JSON.stringify([workflow, tasks, edges.map(({ from, to }) => [from, to])]);
}
