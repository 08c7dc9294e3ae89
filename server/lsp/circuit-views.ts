import type { Connection } from 'vscode-languageserver';
import { circuitView } from '../language/ide/index.ts';
import { circuitViewRequest, circuitViewScheme } from '../protocol/index.ts';
import { type Log, attempted, guarded } from './guarded.ts';
import type { Workspace } from './workspace.ts';

/** Milliseconds without another change after which the documents are written anew. */
const idle = 300;

/** Documents that show circuits in other forms, and follow the files that the circuits are in. */
export class CircuitViews {
  static readonly schemes = [circuitViewScheme];
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  readonly #log: Log;
  /** The text of each document that the editor shows. */
  readonly #shown = new Map<string, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(connection: Connection, workspace: Workspace, log: Log) {
    this.#connection = connection;
    this.#workspace = workspace;
    this.#log = log;
  }

  register(): void {
    this.#connection.workspace.textDocumentContent.on(
      guarded<{ readonly uri: string }, { text: string } | null>(
        'a circuit',
        this.#log,
        null,
        async ({ uri }) => {
          const text = await this.#text(uri);
          if (text === undefined) return null;
          this.#shown.set(uri, text);
          return { text };
        },
      ),
    );
  }

  /** A file changed, in which the circuits may be. */
  changed(): void {
    if (this.#shown.size === 0) return;
    clearTimeout(this.#timer);
    const refresh = () => void attempted('showing circuits anew', this.#log, () => this.#refresh());
    this.#timer = setTimeout(refresh, idle);
  }

  closed(uri: string): void {
    this.#shown.delete(uri);
  }

  async #text(uri: string): Promise<string | undefined> {
    const request = circuitViewRequest(uri);
    const file = request && (await this.#workspace.looked(request.uri));
    return request && file && circuitView(file.model, request);
  }

  async #refresh(): Promise<void> {
    for (const [uri, shown] of this.#shown)
      if ((await this.#text(uri)) !== shown)
        await this.#connection.workspace.textDocumentContent.refresh(uri);
  }
}
