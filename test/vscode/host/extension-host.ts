import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { repository } from './artefacts.ts';
import { launchBrowser } from './browser.ts';
import { eventually } from './eventually.ts';
import { type HostResults, resultsVariable } from './results.ts';
import { startCodeServer } from './server.ts';
import { Workbench } from './workbench.ts';

/** The longest that a program may run, in milliseconds. */
const programLimit = 240_000;

/**
 * Runs a bundled program inside an editor's extension host, with the extension loaded from the repository, and returns
 * what it gave to `reportResults`. The editor is a VS Code server with a browser, or the desktop one when
 * `QFLOW_TEST_HOST` is `desktop`.
 */
export async function runInEditor(program: string, workspace: string): Promise<unknown> {
  const folder = mkdtempSync(path.join(tmpdir(), 'quantumflow-results-'));
  const results = path.join(folder, 'results.json');
  try {
    if (process.env['QFLOW_TEST_HOST'] === 'desktop') await runOnDesktop(program, workspace, results);
    else await runOnServer(program, workspace, results);
    const { value, error }: HostResults = JSON.parse(readFileSync(results, 'utf8'));
    if (error !== undefined) throw new Error(error);
    return value;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Downloads VS Code where it is not there yet. */
async function runOnDesktop(program: string, workspace: string, results: string): Promise<void> {
  await runTests({
    extensionDevelopmentPath: repository,
    extensionTestsPath: program,
    launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust', '--skip-welcome'],
    extensionTestsEnv: { [resultsVariable]: results },
  });
}

async function runOnServer(program: string, workspace: string, results: string): Promise<void> {
  const server = await startCodeServer({
    name: 'extension-host',
    environment: { [resultsVariable]: results },
  });
  const browser = await launchBrowser();
  try {
    const remote = (file: string) => `vscode-remote://${server.authority}${file}`;
    const workbench = await Workbench.open(browser, server, {
      folder: workspace,
      payload: [
        ['extensionDevelopmentPath', remote(repository)],
        ['extensionTestsPath', remote(program)],
      ],
    });
    await eventually('result', () => existsSync(results) || undefined, programLimit);
    await workbench.screenshot('extension-host');
  } finally {
    await browser.close();
    await server.stop();
  }
}
