import * as vscode from 'vscode';
import type { BaseLanguageClient, StateChangeEvent } from 'vscode-languageclient';
import type {
  AssistAnswer,
  AssistParameters,
  CompilationAnswer,
  CompilationParameters,
  DeviceChoice,
  DevicesAnswer,
  ListFilesAnswer,
  ListFilesParameters,
  ReadFileAnswer,
  ReadFileParameters,
  Runnable,
  RunnablesAnswer,
  RunnablesParameters,
  TargetTable,
  TargetTableAnswer,
  TargetTableParameters,
  TaskGraph,
  TaskGraphAnswer,
  TaskGraphParameters,
  ToolInput,
} from '../../../server/protocol/index.ts';
import {
  assistRequest,
  compilationRequest,
  devicesRequest,
  listFilesRequest,
  readFileRequest,
  runnablesRequest,
  targetTableRequest,
  taskGraphRequest,
} from '../../../server/protocol/index.ts';
import { listFiles } from '../../list-files.ts';
import type { Platform } from '../../platform.ts';
import { readText, selector } from '../../text-files.ts';

export type ServerState = 'starting' | 'running' | 'stopped';

/** The language server as the rest of the client sees it: it starts in the background and may be away for a while. */
export class LanguageServer {
  readonly #platform: Platform;
  readonly #log: vscode.LogOutputChannel;
  readonly #stateChanged = new vscode.EventEmitter<ServerState>();
  readonly onDidChangeState = this.#stateChanged.event;
  #client: BaseLanguageClient | undefined;
  #ready: Promise<void> = Promise.resolve();

  constructor(platform: Platform, log: vscode.LogOutputChannel) {
    this.#platform = platform;
    this.#log = log;
  }

  /** Settles when the server answered its first request, or failed to; never rejects. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  /** Starts the server in the background; a failure is logged and told once. */
  start(): void {
    this.#stateChanged.fire('starting');
    this.#ready = this.#connect().catch((error: unknown) => {
      this.#log.error('The language server could not start.', error);
      this.#stateChanged.fire('stopped');
      void this.#tellStartFailure();
    });
  }

  async restart(): Promise<void> {
    await this.stop();
    this.start();
    await this.#ready;
  }

  async stop(): Promise<void> {
    await this.#ready;
    if (this.#client?.isRunning() === true) await this.#client.stop();
  }

  /** Everything in a file that can run; nothing while the server is away. */
  async runnables(uri: vscode.Uri): Promise<readonly Runnable[]> {
    const parameters: RunnablesParameters = { uri: uri.toString() };
    return (await this.#request<RunnablesAnswer>(runnablesRequest, parameters)) ?? [];
  }

  /** The graph of a workflow as its text stands, or nothing where there is none. */
  async taskGraph(uri: vscode.Uri, workflow?: string): Promise<TaskGraph | undefined> {
    const parameters: TaskGraphParameters = {
      uri: uri.toString(),
      ...(workflow === undefined ? {} : { workflow }),
    };
    return (await this.#request<TaskGraphAnswer>(taskGraphRequest, parameters)) ?? undefined;
  }

  /** How a circuit does on its targets; nothing where it has none. */
  async targetTable(uri: vscode.Uri, circuit?: string): Promise<TargetTable | undefined> {
    const parameters: TargetTableParameters = {
      uri: uri.toString(),
      ...(circuit === undefined ? {} : { circuit }),
    };
    return (await this.#request<TargetTableAnswer>(targetTableRequest, parameters)) ?? undefined;
  }

  /** What a tool that reads a program says of a file; nothing where there is none. */
  async assist(
    uri: vscode.Uri,
    tool: AssistParameters['tool'],
    input: ToolInput,
  ): Promise<string | undefined> {
    const parameters: AssistParameters = { uri: uri.toString(), tool, input };
    return (await this.#request<AssistAnswer>(assistRequest, parameters)) ?? undefined;
  }

  /** A circuit beside what is compiled of it, or why there is nothing; undefined while the server is away. */
  async compilation({
    uri,
    ...others
  }: Omit<CompilationParameters, 'uri'> & { readonly uri: vscode.Uri }): Promise<
    CompilationAnswer | undefined
  > {
    const parameters: CompilationParameters = { ...others, uri: uri.toString() };
    return this.#request<CompilationAnswer>(compilationRequest, parameters);
  }

  /** The devices that can be chosen as targets. */
  async devices(): Promise<readonly DeviceChoice[]> {
    return (await this.#request<DevicesAnswer>(devicesRequest, {})) ?? [];
  }

  async #connect(): Promise<void> {
    const { State } = await import('vscode-languageclient');
    const client = await this.#platform.createLanguageClient({
      documentSelector: [...selector],
      initializationOptions: { readFile: true, listFiles: true },
      outputChannel: this.#log,
    });
    this.#client = client;
    const states: Readonly<Record<StateChangeEvent['newState'], ServerState>> = {
      [State.Running]: 'running',
      [State.Starting]: 'starting',
      [State.Stopped]: 'stopped',
      [State.StartFailed]: 'stopped',
    };
    client.onDidChangeState(({ newState }) => this.#stateChanged.fire(states[newState]));
    client.onRequest(readFileRequest, ({ uri }: ReadFileParameters): Promise<ReadFileAnswer> =>
      readText(uri),
    );
    client.onRequest(listFilesRequest, ({ kind }: ListFilesParameters): Promise<ListFilesAnswer> =>
      listFiles(kind),
    );
    await client.start();
  }

  async #request<Answer>(method: string, parameters: object): Promise<Answer | undefined> {
    await this.#ready;
    if (this.#client?.isRunning() !== true) return undefined;
    try {
      return await this.#client.sendRequest<Answer>(method, parameters);
    } catch (error) {
      this.#log.warn(`${method} was not answered.`, error);
      return undefined;
    }
  }

  async #tellStartFailure(): Promise<void> {
    const showLog = vscode.l10n.t('Show Logs');
    const message = vscode.l10n.t('The QuantumFlow language server could not start.');
    if ((await vscode.window.showErrorMessage(message, showLog)) === showLog) this.#log.show();
  }
}
