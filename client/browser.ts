/** The entry for editors without processes, such as vscode.dev: the server and the run host are web workers. */
import * as vscode from 'vscode';
import type { Introduction } from '../server/protocol/index.ts';
import { type ExtensionApi, activate as activateShared } from './extension.ts';
import type { RunnerProcess } from './features/run/runner.ts';

export { deactivate } from './extension.ts';

/** What is used here of web workers. */
interface WebWorker {
  postMessage(message: unknown): void;
  terminate(): void;
  addEventListener(
    kind: 'message' | 'error',
    listener: (event: { readonly data: unknown; readonly message?: string }) => void,
  ): void;
}

const { Worker } = globalThis as unknown as { readonly Worker: new (address: string) => WebWorker };

/** Registers the extension; both workers start later, when they are needed. */
export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const address = (...path: readonly string[]) =>
    vscode.Uri.joinPath(context.extensionUri, 'dist', ...path).toString(true);
  const library = `${address('std')}/`;
  const start = (name: string, nested: string) =>
    startWorker(address('browser', `${name}.js`), {
      library,
      worker: importing(address('browser', `${nested}.js`)),
    });
  return activateShared(context, {
    async createLanguageClient(options) {
      const browser = await import('vscode-languageclient/browser');
      const server = async () => {
        const worker: never = start('lsp', 'validation') as never;
        return {
          reader: new browser.BrowserMessageReader(worker),
          writer: new browser.BrowserMessageWriter(worker),
        };
      };
      return new browser.LanguageClient('qflow', 'QuantumFlow', server, options);
    },
    startRunner: (log) => runnerIn(start('runner', 'simulator-worker'), log),
  });
}

function startWorker(address: string, introduction: Introduction): WebWorker {
  const worker = new Worker(address);
  worker.postMessage(introduction);
  return worker;
}

/** The editor starts workers from any origin for its extensions; for workers in workers that is ours to do. */
function importing(address: string): string {
  const script = new Blob([`importScripts(${JSON.stringify(address)})`], { type: 'text/javascript' });
  return URL.createObjectURL(script);
}

function runnerIn(worker: WebWorker, log: (line: string) => void): RunnerProcess {
  const exits: ((reason: string) => void)[] = [];
  const end = (reason: string) => {
    worker.terminate();
    for (const tell of exits) tell(reason);
  };
  worker.addEventListener('error', ({ message = 'it could not start' }) => {
    log(message);
    end(message);
  });
  return {
    send: (message) => worker.postMessage(message),
    kill: () => end('it was ended'),
    onMessage: (listener) => worker.addEventListener('message', ({ data }) => listener(data)),
    onExit: (listener) => void exits.push(listener),
  };
}
