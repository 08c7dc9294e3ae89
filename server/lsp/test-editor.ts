/** An editor for tests and benchmarks: it starts the real server as a process and speaks the protocol over stdio. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  CancellationTokenSource,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  createMessageConnection,
} from 'vscode-jsonrpc/node';
import type {
  CompletionItem,
  CompletionList,
  Diagnostic,
  InitializeResult,
  Position,
  PublishDiagnosticsParams,
  TextDocumentContentChangeEvent,
} from 'vscode-languageserver';
import { serverProcessOptions } from '../protocol/index.ts';

/** The server as it is in the sources. */
export const sourceServer = new URL('./node.ts', import.meta.url);

export interface EditorOptions {
  /** The program to start; the sources' when left out. */
  readonly server?: URL | string;
  /** Files that the editor offers to read. */
  readonly files?: ReadonlyMap<string, string>;
  /** The folder that is open. */
  readonly folder?: string;
  /** Whether it asks for diagnostics rather than to be sent them. */
  readonly pulls?: boolean;
  /** What the user chose, by section; read each time that the server asks. */
  readonly settings?: ReadonlyMap<string, unknown>;
}

interface Waiting {
  readonly uri: string;
  readonly version: number;
  readonly resolve: (diagnostics: readonly Diagnostic[]) => void;
}

/** One editor window with its server process. */
export class TestEditor {
  readonly connection: MessageConnection;
  readonly initialized: InitializeResult;
  /** Messages that the server logged: none in a good session. */
  readonly logged: string[];
  /** Methods by which the server asked to show something anew. */
  readonly refreshed: string[] = [];
  readonly #process: ChildProcess;
  readonly #published = new Map<string, PublishDiagnosticsParams>();
  #waiting: Waiting[] = [];

  private constructor(
    process: ChildProcess,
    connection: MessageConnection,
    initialized: InitializeResult,
    logged: string[],
  ) {
    this.#process = process;
    this.connection = connection;
    this.initialized = initialized;
    this.logged = logged;
    connection.onNotification('textDocument/publishDiagnostics', (published: PublishDiagnosticsParams) =>
      this.#take(published),
    );
    for (const view of ['codeLens', 'inlayHint', 'semanticTokens'])
      connection.onRequest(`workspace/${view}/refresh`, () => {
        this.refreshed.push(view);
        return null;
      });
  }

  /** Starts a server and introduces itself. */
  static async start({
    server = sourceServer,
    files,
    settings,
    folder,
    pulls = false,
  }: EditorOptions = {}): Promise<TestEditor> {
    const program = server instanceof URL ? server.pathname : server;
    const child = spawn(process.execPath, [...serverProcessOptions, program, '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const logged: string[] = [];
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      logged.push(message);
    });
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('workspace/configuration', ({ items }: { items: readonly { section: string }[] }) =>
      items.map(({ section }) => settings?.get(section) ?? null),
    );
    connection.onRequest('qflow/readFile', ({ uri }: { uri: string }) => files?.get(uri) ?? null);
    connection.onRequest('qflow/listFiles', ({ kind }: { kind: string }) =>
      [...(files?.keys() ?? [])].filter((uri) => uri.endsWith('.json') === (kind === 'devices')),
    );
    connection.listen();
    const initialized = await connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: pulls ? pullingCapabilities : capabilities,
      workspaceFolders: folder === undefined ? null : [{ uri: folder, name: 'folder' }],
      initializationOptions: { readFile: files !== undefined, listFiles: files !== undefined },
    });
    await connection.sendNotification('initialized', {});
    return new TestEditor(child, connection, initialized, logged);
  }

  open(uri: string, text: string, version = 1): Promise<readonly Diagnostic[]> {
    const found = this.diagnostics(uri, version);
    const textDocument = { uri, languageId: 'qflow', version, text };
    void this.connection.sendNotification('textDocument/didOpen', { textDocument });
    return found;
  }

  /** Sends an edit and gives the diagnostics of exactly this version. */
  change(
    uri: string,
    version: number,
    contentChanges: readonly TextDocumentContentChangeEvent[],
  ): Promise<readonly Diagnostic[]> {
    const found = this.diagnostics(uri, version);
    const textDocument = { uri, version };
    void this.connection.sendNotification('textDocument/didChange', { textDocument, contentChanges });
    return found;
  }

  close(uri: string): Promise<void> {
    return this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  /** The next diagnostics that the server sends for this version of a file. */
  diagnostics(uri: string, version: number): Promise<readonly Diagnostic[]> {
    return new Promise((resolve) => {
      this.#waiting.push({ uri, version, resolve });
    });
  }

  /** The diagnostics that the file shows now. */
  shown(uri: string): readonly Diagnostic[] {
    return this.#published.get(uri)?.diagnostics ?? [];
  }

  request<Answer>(method: string, uri: string, position?: Position, more: object = {}): Promise<Answer> {
    const place = position === undefined ? {} : { position };
    return this.connection.sendRequest<Answer>(method, { textDocument: { uri }, ...place, ...more });
  }

  /** What is proposed once the server has read every file that names could be imported from. */
  async proposals(uri: string, position: Position): Promise<readonly CompletionItem[]> {
    for (;;) {
      const list = await this.request<CompletionList>('textDocument/completion', uri, position);
      if (!list.isIncomplete) return list.items;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Asks and changes its mind at once; settles when the server has said so. */
  async cancelled(method: string, uri: string, position: Position): Promise<boolean> {
    const source = new CancellationTokenSource();
    const parameters = { textDocument: { uri }, position, context: { includeDeclaration: true } };
    const answer = this.connection.sendRequest(method, parameters, source.token);
    source.cancel();
    return answer.then(
      () => false,
      () => true,
    );
  }

  /** Of the server. */
  get processId(): number {
    return this.#process.pid ?? -1;
  }

  /** Ends the server as the protocol says and gives its exit status. */
  async stop(): Promise<number | null> {
    const ended = once(this.#process, 'exit');
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const [status] = await ended;
    this.connection.dispose();
    return typeof status === 'number' ? status : null;
  }

  #take(published: PublishDiagnosticsParams): void {
    const { uri, version, diagnostics } = published;
    this.#published.set(uri, published);
    const isAwaited = (waiting: Waiting) => waiting.uri === uri && waiting.version === version;
    const answered = this.#waiting.filter(isAwaited);
    this.#waiting = this.#waiting.filter((waiting) => !isAwaited(waiting));
    for (const { resolve } of answered) resolve(diagnostics);
  }
}

const capabilities = {
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    semanticTokens: { refreshSupport: true },
  },
  textDocument: {
    completion: { completionItem: { snippetSupport: true } },
    publishDiagnostics: { relatedInformation: true, versionSupport: true },
  },
};

const pullingCapabilities = {
  workspace: { ...capabilities.workspace, diagnostics: { refreshSupport: true } },
  textDocument: { ...capabilities.textDocument, diagnostic: { relatedDocumentSupport: true } },
};
