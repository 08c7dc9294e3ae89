import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { version } from '../base/index.ts';
import {
  type ListFilesAnswer,
  type ListFilesParameters,
  type ReadFileAnswer,
  type ReadFileParameters,
  listFilesRequest,
  readFileRequest,
} from '../protocol/index.ts';
import type { LookAtFile } from '../language/index.ts';
import { CircuitViews } from './circuit-views.ts';
import { registerCompilation } from './compilation.ts';
import { DiagnosticsPublisher } from './diagnostics.ts';
import { codeActionKinds, registerEdits } from './edits.ts';
import { registerFeatures } from './features.ts';
import { attempted } from './guarded.ts';
import { registerNavigation } from './navigation.ts';
import { ImportIndex } from './import-index.ts';
import { fileOperations, registerMoves } from './moved-files.ts';
import { PulledDiagnostics } from './pulled-diagnostics.ts';
import { Requests } from './requests.ts';
import { Settings } from './settings.ts';
import { registerSemanticTokens, semanticTokensLegend, SentTokens } from './semantic-tokens.ts';
import { registerStructure } from './structure.ts';
import { TargetWatch } from './target-watch.ts';
import type { SpawnValidation } from './validation/messages.ts';
import { Compiler } from './validation/compiler.ts';
import { Validator } from './validation/validator.ts';
import { Views } from './views.ts';
import { WorkspaceDevices } from './workspace-devices.ts';
import { Workspace } from './workspace.ts';

/** The text of a file, or undefined where there is none. */
export type ReadFile = (uri: string) => Promise<string | undefined>;

/** The addresses of files of one kind in the folders of a workspace. */
export type ListFiles = (folders: readonly string[]) => Promise<readonly string[]>;

/** What the server takes from where it runs. */
export interface ServerPlatform {
  /** These three count where the editor does not offer to do so itself. */
  readonly readFile: ReadFile;
  readonly listPrograms: ListFiles;
  readonly listDeviceFiles: ListFiles;
  /** Starts the thread that compiles circuits for their targets. */
  readonly spawnValidation: SpawnValidation;
  /** How many of these threads hold circuits against targets at once. */
  readonly validationThreads: number;
  /** The URI of the folder of the standard library. */
  readonly library: string;
  /** Looks at the files that programs read. */
  readonly look?: LookAtFile;
}

/** Serves one editor over `connection`, wherever this runs. */
export function serve(connection: Connection, platform: ServerPlatform): void {
  const log = (message: string) => connection.console.error(message);
  let read = platform.readFile;
  let list: () => Promise<readonly string[]> = () => Promise.resolve([]);
  let listDevices = list;
  let watchesFiles = false;
  const documents = new TextDocuments(TextDocument);
  const workspace = new Workspace(
    documents,
    (uri) => read(uri),
    () => list(),
    platform.library,
    platform.look,
  );
  const requests = new Requests(workspace, log);
  const settings = new Settings(connection, log);
  const views = new Views(connection, log);
  const devices = new WorkspaceDevices(
    () => listDevices(),
    (uri) => read(uri),
  );
  const validator = new Validator(platform.spawnValidation, platform.validationThreads);
  const compiler = new Compiler(platform.spawnValidation);
  const targets = new TargetWatch(workspace, settings, devices, validator, () => views.changed());
  const publisher = new DiagnosticsPublisher(connection, workspace, targets, log);
  const pulled = new PulledDiagnostics(connection, workspace, targets, log);
  const circuits = new CircuitViews(connection, workspace, log);
  const settingsChanged = () => {
    views.changed();
    pulled.changed();
    for (const { uri } of documents.all()) publisher.changed(uri);
  };
  const imports = new ImportIndex(workspace, platform.library, log);
  const tokens = new SentTokens();
  /** A file changed that others may import. */
  const recheckDependents = (uri: string) => {
    imports.changed();
    circuits.changed();
    if (publisher.recheckDependents(uri)) views.changed();
  };

  connection.onInitialize((parameters) => {
    const isOurs = offers(parameters, 'readFile');
    const folders = (parameters.workspaceFolders ?? []).map(({ uri }) => uri);
    const lists = offers(parameters, 'listFiles');
    const through = (kind: ListFilesParameters['kind']) => () => listThroughEditor(connection, kind);
    list = lists ? through('programs') : () => platform.listPrograms(folders);
    listDevices = lists ? through('devices') : () => platform.listDeviceFiles(folders);
    if (isOurs) read = (uri) => readThroughEditor(connection, uri);
    watchesFiles = parameters.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    settings.initialize(parameters);
    views.initialize(parameters);
    const abilities = { supportsSnippets: takesSnippets(parameters), opensListAgain: isOurs };
    registerFeatures(connection, requests, workspace, targets, imports, abilities, log);
    registerCompilation(connection, workspace, targets, compiler, log);
    registerNavigation(connection, requests);
    registerStructure(connection, requests, settings);
    registerSemanticTokens(connection, requests, tokens);
    registerEdits(connection, requests, {
      targets,
      advice: ({ model }) => workspace.advice(model),
      elsewhere: () => imports.elsewhere,
      asksForNames: isOurs,
    });
    registerMoves(connection, workspace, platform.library, log);
    circuits.register();
    if (!asksForDiagnostics(parameters)) return initializeResult;
    publisher.silence();
    pulled.register(parameters);
    return withPulledDiagnostics(initializeResult);
  });
  connection.onInitialized(() => {
    imports.read();
    if (watchesFiles) void attempted('watching files', log, () => watchFiles(connection));
    void attempted('reading settings', log, () => settings.follow(settingsChanged));
  });
  documents.onDidChangeContent(({ document }) => {
    publisher.changed(document.uri);
    recheckDependents(document.uri);
  });
  documents.onDidClose(({ document }) => {
    workspace.closed(document.uri);
    publisher.closed(document.uri);
    pulled.closed(document.uri);
    circuits.closed(document.uri);
    targets.forget(document.uri);
    tokens.forget(document.uri);
    recheckDependents(document.uri);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (changes.some(({ uri }) => isDeviceFile(uri))) {
      devices.changed();
      settingsChanged();
    }
    for (const { uri } of changes) {
      if (isDeviceFile(uri)) continue;
      workspace.fileChanged(uri);
      recheckDependents(uri);
    }
    pulled.changed();
  });
  connection.onShutdown(() => {
    validator.dispose();
    compiler.dispose();
  });
  documents.listen(connection);
  connection.listen();
}

const initializeResult: InitializeResult = {
  serverInfo: { name: 'QuantumFlow', version },
  capabilities: {
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    completionProvider: { triggerCharacters: ['.', '@', '(', '"'] },
    hoverProvider: true,
    signatureHelpProvider: { triggerCharacters: ['(', ','] },
    definitionProvider: true,
    typeDefinitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    renameProvider: { prepareProvider: true },
    callHierarchyProvider: true,
    documentLinkProvider: {},
    documentSymbolProvider: true,
    workspaceSymbolProvider: true,
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    semanticTokensProvider: { legend: semanticTokensLegend, full: { delta: true }, range: true },
    inlayHintProvider: true,
    codeLensProvider: {},
    codeActionProvider: { codeActionKinds },
    linkedEditingRangeProvider: true,
    workspace: { fileOperations, textDocumentContent: { schemes: CircuitViews.schemes } },
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: ';', moreTriggerCharacter: ['}'] },
  },
};

function withPulledDiagnostics({ capabilities, ...more }: InitializeResult): InitializeResult {
  const diagnosticProvider = {
    identifier: 'qflow',
    interFileDependencies: true,
    workspaceDiagnostics: false,
  };
  return { ...more, capabilities: { ...capabilities, diagnosticProvider } };
}

/** Whether the editor asks for diagnostics. Ours could, but is sent them the moment that they are known. */
function asksForDiagnostics(parameters: InitializeParams): boolean {
  return parameters.capabilities.textDocument?.diagnostic !== undefined && !offers(parameters, 'readFile');
}

/** Whether the editor is ours, which reads and lists files for the server; others know nothing but the protocol. */
function offers({ initializationOptions }: InitializeParams, work: 'readFile' | 'listFiles'): boolean {
  return Reflect.get(Object(initializationOptions), work) === true;
}

function takesSnippets({ capabilities }: InitializeParams): boolean {
  return capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
}

async function readThroughEditor(connection: Connection, uri: string): Promise<string | undefined> {
  const parameters: ReadFileParameters = { uri };
  const answer: unknown = await connection.sendRequest<ReadFileAnswer>(readFileRequest, parameters);
  return typeof answer === 'string' ? answer : undefined;
}

function isDeviceFile(uri: string): boolean {
  return /\/\.qflow\/devices\/[^/]+\.json$/.test(uri);
}

async function listThroughEditor(
  connection: Connection,
  kind: ListFilesParameters['kind'],
): Promise<readonly string[]> {
  const parameters: ListFilesParameters = { kind };
  const answer: unknown = await connection.sendRequest<ListFilesAnswer>(listFilesRequest, parameters);
  return Array.isArray(answer) ? answer.filter((uri) => typeof uri === 'string') : [];
}

async function watchFiles(connection: Connection): Promise<void> {
  await connection.client.register(DidChangeWatchedFilesNotification.type, {
    watchers: [{ globPattern: '**/*.{qflow,qasm,inc}' }, { globPattern: '**/.qflow/devices/*.json' }],
  });
}
