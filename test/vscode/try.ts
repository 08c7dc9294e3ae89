/**
 * Opens a real VS Code with the built extension on a copy of the samples: the desktop one where `code` is on the PATH,
 * else (or with `--browser`) one in the browser, which runs until Ctrl+C. `--no-open` only prints its address.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { repository } from './host/artefacts.ts';
import { built, builtVsix } from './host/build.ts';
import { exitStatus } from './host/process.ts';
import { programOnPath } from './host/programs.ts';
import { startCodeServer } from './host/server.ts';
import { workbenchUrl } from './host/workbench.ts';

const { values } = parseArgs({
  options: { browser: { type: 'boolean', default: false }, 'no-open': { type: 'boolean', default: false } },
});

/** What is changed there stays from one try to the next. */
const folder = path.join(repository, 'out', 'try');
cpSync(path.join(repository, 'samples'), folder, { recursive: true, force: false });
const first = path.join(folder, '01-bell.qflow');

const code = values.browser ? undefined : programOnPath('code');
if (code) await openDesktop(code);
else await serveBrowser();

async function openDesktop(program: string): Promise<void> {
  built('dist/client/node.js', 'npm run build');
  console.log(`Opening VS Code on ${folder}`);
  const programArguments = ['--new-window', `--extensionDevelopmentPath=${repository}`, folder, first];
  // A batch file on Windows, which only a shell can start.
  const child = spawn(program, programArguments, { stdio: 'inherit', shell: process.platform === 'win32' });
  process.exitCode = await exitStatus(child);
}

async function serveBrowser(): Promise<void> {
  const server = await startCodeServer({ name: 'try', vsix: builtVsix() });
  const openFile = `vscode-remote://${server.authority}${first}`;
  const url = workbenchUrl(server, { folder, payload: [['openFile', openFile]] });
  console.log(`VS Code with QuantumFlow runs at\n\n  ${url}\n\nPress Ctrl+C to end it.`);
  if (!values['no-open']) openInBrowser(url);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await server.stop();
  process.exit(0);
}

/** Where no browser can be opened, the printed address is enough. */
function openInBrowser(url: string): void {
  const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
    darwin: ['open'],
    win32: ['rundll32', 'url.dll,FileProtocolHandler'],
  };
  const [program, ...before] = openers[process.platform] ?? ['xdg-open'];
  const child = spawn(program, [...before, url], { detached: true, stdio: 'ignore' });
  child.once('error', () => console.log('Open this address in a browser.'));
  child.unref();
}
