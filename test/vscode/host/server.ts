import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { artefact } from './artefacts.ts';
import { ensureCodeServer } from './code-server.ts';
import { endTree, runToLog, signalTree } from './process.ts';
import { type ThemeKind, writeUserSettings } from './user-settings.ts';

/** A VS Code server of its own, with its own settings and extensions, on a free port of this machine. */
export interface CodeServer {
  readonly url: string;
  /** As in `vscode-remote://AUTHORITY/path`. */
  readonly authority: string;
  /** Writes the user settings for editors that are opened from now on. */
  configure(theme: ThemeKind, settings?: Readonly<Record<string, unknown>>): Promise<void>;
  /** Ends the server with all its extension hosts and removes its data. */
  stop(): Promise<void>;
}

export interface CodeServerOptions {
  /** Names its log, `artefacts/logs/NAME.log`. */
  readonly name: string;
  /** An extension to install first. */
  readonly vsix?: string;
  readonly theme?: ThemeKind;
  /** Added to the environment of the extension hosts. */
  readonly environment?: Readonly<Record<string, string>>;
}

const startLimit = 60_000;

/** Installs VS Code where it is missing, then starts a server and waits until it answers. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  const program = path.join(await ensureCodeServer(), 'out', 'server-main.js');
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'quantumflow-vscode-'));
  await writeUserSettings(dataFolder, options.theme ?? 'dark');
  if (options.vsix) await installVsix(program, dataFolder, options.vsix);
  const child = start(program, dataFolder, options);
  const kill = () => signalTree(child, 'SIGKILL');
  process.once('exit', kill);
  const authority = `127.0.0.1:${await listeningPort(child, options.name)}`;
  return {
    url: `http://${authority}/`,
    authority,
    configure: (theme, settings) => writeUserSettings(dataFolder, theme, settings),
    async stop() {
      await endTree(child);
      process.off('exit', kill);
      await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Installs a packaged extension as a user would. */
export async function installVsix(program: string, dataFolder: string, vsix: string): Promise<void> {
  const log = artefact('logs', 'install-vsix.log');
  const programArguments = [program, ...folders(dataFolder), '--install-extension', vsix, '--force'];
  const status = await runToLog(process.execPath, programArguments, { cwd: dataFolder, log });
  if (status !== 0) throw new Error(`VS Code did not install ${vsix}; see ${log}.`);
}

function folders(dataFolder: string): readonly string[] {
  return [
    '--accept-server-license-terms',
    `--server-data-dir=${dataFolder}`,
    `--extensions-dir=${path.join(dataFolder, 'extensions')}`,
  ];
}

function start(program: string, dataFolder: string, options: CodeServerOptions): ChildProcess {
  const programArguments = [
    program,
    ...folders(dataFolder),
    '--host=127.0.0.1',
    '--port=0',
    '--without-connection-token',
    '--telemetry-level=off',
    '--enable-smoke-test-driver',
  ];
  const child = spawn(process.execPath, programArguments, {
    detached: process.platform !== 'win32',
    env: { ...process.env, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(artefact('logs', `${options.name}.log`));
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  return child;
}

/** The server picks a free port itself and prints it. */
function listeningPort(child: ChildProcess, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      signalTree(child, 'SIGKILL');
      reject(new Error(`The VS Code server ${why}; see artefacts/logs/${name}.log.`));
    };
    const timer = setTimeout(() => fail(`did not start within ${startLimit / 1000} s`), startLimit);
    let printed = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const port = /Extension host agent listening on (\d+)/.exec(printed)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with status ${code}`);
    });
  });
}
