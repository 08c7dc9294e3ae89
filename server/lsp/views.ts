import { CodeLensRefreshRequest, type Connection, type InitializeParams } from 'vscode-languageserver';
import { type Log, attempted } from './guarded.ts';

/** Milliseconds without another change after which the editor is asked to show everything anew. */
const idle = 300;

/**
 * What editors ask for only when the file itself changes: lenses, hints and tokens. When a file that it imports or a
 * setting changes, the server has to tell them.
 */
export class Views {
  readonly #connection: Connection;
  readonly #log: Log;
  #refreshes: readonly (() => Promise<unknown>)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(connection: Connection, log: Log) {
    this.#connection = connection;
    this.#log = log;
  }

  initialize({ capabilities: { workspace } }: InitializeParams): void {
    const { languages } = this.#connection;
    this.#refreshes = [
      ...(workspace?.codeLens?.refreshSupport === true
        ? [() => this.#connection.sendRequest(CodeLensRefreshRequest.type)]
        : []),
      ...(workspace?.inlayHint?.refreshSupport === true ? [() => languages.inlayHint.refresh()] : []),
      ...(workspace?.semanticTokens?.refreshSupport === true
        ? [() => languages.semanticTokens.refresh()]
        : []),
    ];
  }

  /** Something changed outside the files that show it. */
  changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const refresh of this.#refreshes)
        void attempted('refreshing views', this.#log, async () => {
          await refresh();
        });
    }, idle);
  }
}
