import {
  CodeActionKind,
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { version } from '../base/index.ts';
import { type ReadFileAnswer, type ReadFileParameters, readFileRequest } from '../protocol/index.ts';
import { DiagnosticsPublisher } from './diagnostics.ts';
import { registerFeatures } from './features.ts';
import { attempted } from './guarded.ts';
import { Workspace } from './workspace.ts';

/** The text of a file, or undefined where there is none. */
export type ReadFile = (uri: string) => Promise<string | undefined>;

/**
 * Serves one editor over `connection`, wherever this runs: all that it takes from its platform is `readFile`, for files
 * that are not open, where the editor does not offer to read them itself.
 */
export function serve(connection: Connection, readFile: ReadFile): void {
  const log = (message: string) => connection.console.error(message);
  let read = readFile;
  let watchesFiles = false;
  const documents = new TextDocuments(TextDocument);
  const workspace = new Workspace(documents, (uri) => read(uri));
  const publisher = new DiagnosticsPublisher(connection, workspace, log);

  connection.onInitialize((parameters) => {
    const isOurs = offersFiles(parameters);
    if (isOurs) read = (uri) => readThroughEditor(connection, uri);
    watchesFiles = parameters.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    registerFeatures(
      connection,
      workspace,
      { supportsSnippets: takesSnippets(parameters), opensListAgain: isOurs },
      log,
    );
    return initializeResult;
  });
  connection.onInitialized(() => {
    if (watchesFiles) void attempted('watching files', log, () => watchFiles(connection));
  });
  documents.onDidChangeContent(({ document }) => publisher.changed(document.uri));
  documents.onDidClose(({ document }) => {
    workspace.closed(document.uri);
    publisher.closed(document.uri);
    publisher.recheckDependents(document.uri);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) {
      workspace.fileChanged(uri);
      publisher.recheckDependents(uri);
    }
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
    definitionProvider: true,
    documentSymbolProvider: true,
    codeLensProvider: {},
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
    documentFormattingProvider: true,
  },
};

/** Whether the editor is ours, which reads files for the server; others may know nothing but the protocol. */
function offersFiles({ initializationOptions }: InitializeParams): boolean {
  return Reflect.get(Object(initializationOptions), 'readFile') === true;
}

function takesSnippets({ capabilities }: InitializeParams): boolean {
  return capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
}

async function readThroughEditor(connection: Connection, uri: string): Promise<string | undefined> {
  const parameters: ReadFileParameters = { uri };
  const answer: unknown = await connection.sendRequest<ReadFileAnswer>(readFileRequest, parameters);
  return typeof answer === 'string' ? answer : undefined;
}

async function watchFiles(connection: Connection): Promise<void> {
  await connection.client.register(DidChangeWatchedFilesNotification.type, {
    watchers: [{ globPattern: '**/*.{qflow,qasm,inc}' }],
  });
}
