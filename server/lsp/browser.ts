/** The language server as a web worker; the editor reads all files for it. Its first message is an {@link Introduction}. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import type { Introduction } from '../protocol/index.ts';
import { serve } from './server.ts';
import { spawnBrowserValidation } from './validation/browser-worker.ts';

/** What is used here of the global object of a web worker. */
interface WorkerScope {
  addEventListener(
    kind: 'message',
    listener: (event: { readonly data: unknown }) => void,
    options: { readonly once: true },
  ): void;
  close(): void;
}

const scope = globalThis as unknown as WorkerScope;
/** The library's type of a worker's scope comes with the DOM's, which is not there. */
const channel = globalThis as never;

scope.addEventListener('message', ({ data }) => begin(data as Introduction), { once: true });

function begin({ library, worker }: Introduction): void {
  const connection = createConnection(new BrowserMessageReader(channel), new BrowserMessageWriter(channel));
  connection.onExit(() => scope.close());
  serve(connection, {
    // The editor offers to read and list files itself; nothing else can in a browser.
    readFile: () => Promise.resolve(undefined),
    listPrograms: () => Promise.resolve([]),
    listDeviceFiles: () => Promise.resolve([]),
    spawnValidation: () => spawnBrowserValidation(worker),
    validationThreads: 2,
    library,
  });
}
