/** The entry for desktop editors and remote hosts: both processes are Node processes. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { type ExtensionApi, activate as activateShared } from './extension.ts';
import { serverProcessOptions } from '../server/protocol/index.ts';
import type { RunnerProcess } from './features/run/runner.ts';

export { deactivate } from './extension.ts';

/** Registers the extension; both processes start later, when they are needed. */
export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const module = (name: string) => join(context.extensionPath, 'dist', 'server', `${name}.js`);
  return activateShared(context, {
    async createLanguageClient(clientOptions) {
      const { LanguageClient, TransportKind } = await import('vscode-languageclient/node');
      const options = { execArgv: [...serverProcessOptions] };
      const server = { module: module('lsp'), transport: TransportKind.ipc, options };
      return new LanguageClient('qflow', 'QuantumFlow', { run: server, debug: server }, clientOptions);
    },
    commandLine: {
      program: process.execPath,
      arguments: [join(context.extensionPath, 'dist', 'cli.js')],
      environment: { ELECTRON_RUN_AS_NODE: '1' },
    },
    startRunner: (log) => forkRunner(module('runner'), log),
  });
}

function forkRunner(path: string, log: (line: string) => void): RunnerProcess {
  const child = fork(path, [], {
    execPath: process.execPath,
    execArgv: [],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    silent: true,
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => log(chunk.toString().trimEnd()));
  return {
    // A message to a process that just died is answered by its exit, so the error of sending says nothing more.
    send: (message) => void child.send(message, () => undefined),
    kill: () => void child.kill('SIGKILL'),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => {
      child.once('exit', (code, signal) =>
        listener(signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`),
      );
      child.once('error', (error) => listener(error.message));
    },
  };
}
