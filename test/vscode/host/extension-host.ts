import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { runTests } from '@vscode/test-electron';
import { type SuiteResult, resultsVariable } from '../suite/results.ts';
import { repository } from './artefacts.ts';
import { launchBrowser } from './browser.ts';
import { startCodeServer } from './server.ts';
import { Workbench } from './workbench.ts';

const suiteLimit = 240_000;

/**
 * Runs the bundled suites inside an editor's extension host, with the extension loaded from the repository. The editor
 * is a VS Code server with a browser, or the desktop one when `QFLOW_TEST_HOST` is `desktop`.
 */
export async function runSuites(suites: string, workspace: string): Promise<readonly SuiteResult[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'quantumflow-suite-'));
  const results = path.join(folder, 'results.json');
  try {
    if (process.env['QFLOW_TEST_HOST'] === 'desktop') await runOnDesktop(suites, workspace, results);
    else await runOnServer(suites, workspace, results);
    const found: readonly SuiteResult[] = JSON.parse(readFileSync(results, 'utf8'));
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Downloads VS Code where it is not there yet. */
async function runOnDesktop(suites: string, workspace: string, results: string): Promise<void> {
  await runTests({
    extensionDevelopmentPath: repository,
    extensionTestsPath: suites,
    launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust', '--skip-welcome'],
    extensionTestsEnv: { [resultsVariable]: results },
  });
}

async function runOnServer(suites: string, workspace: string, results: string): Promise<void> {
  const server = await startCodeServer({ name: 'suite-server', environment: { [resultsVariable]: results } });
  const browser = await launchBrowser();
  try {
    const remote = (file: string) => `vscode-remote://${server.authority}${file}`;
    const workbench = await Workbench.open(browser, server, {
      folder: workspace,
      payload: [
        ['extensionDevelopmentPath', remote(repository)],
        ['extensionTestsPath', remote(suites)],
      ],
    });
    if (await appears(results)) return;
    await workbench.screenshot('suite-did-not-finish');
    throw new Error(`The suites did not finish within ${suiteLimit / 1000} s; see artefacts/.`);
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function appears(file: string): Promise<boolean> {
  for (const end = Date.now() + suiteLimit; Date.now() < end; await delay(100))
    if (existsSync(file)) return true;
  return false;
}
