import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { artefact } from './artefacts.ts';
import { filledOnce } from './cache.ts';
import { runToLog } from './process.ts';

/** The npm package that holds a whole VS Code for the browser, and the version that the tests are written against. */
const packageName = 'code-server';
const packageVersion = '4.139.1';

/**
 * The folder of a VS Code server, installed from npm on first use. `QFLOW_CODE_SERVER` names an installed
 * copy of the package (with its dependencies) to use instead.
 */
export async function ensureCodeServer(): Promise<string> {
  const given = process.env['QFLOW_CODE_SERVER'];
  const packageFolder = given ?? packageIn(await filledOnce(`${packageName}-${packageVersion}`, install));
  const server = serverIn(packageFolder);
  if (existsSync(path.join(server, 'out', 'server-main.js'))) return server;
  throw new Error(`There is no VS Code server in ${packageFolder}.`);
}

function packageIn(folder: string): string {
  return path.join(folder, 'node_modules', packageName);
}

function serverIn(packageFolder: string): string {
  return path.join(packageFolder, 'lib', 'vscode');
}

async function install(folder: string): Promise<void> {
  console.log(`Installing ${packageName} ${packageVersion} (once, takes up to some minutes) …`);
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true }));
  await npmInstall(folder, '--no-save', `${packageName}@${packageVersion}`);
  await npmInstall(serverIn(packageIn(folder)));
}

/** Without scripts: they would compile native parts (terminal, file logs) that tests do not need. */
async function npmInstall(folder: string, ...options: readonly string[]): Promise<void> {
  const log = artefact('logs', 'code-server-install.log');
  const all = ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', ...options];
  const status = await runToLog('npm', all, { cwd: folder, log });
  if (status !== 0) throw new Error(`npm could not install ${packageName}; see ${log}.`);
}
