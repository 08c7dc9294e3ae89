/** The entry that VS Code loads as `extensionTestsPath`: runs the suites beside it inside the extension host. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { reportResults } from '../host/results.ts';
import { type SuiteResult, failure } from './results.ts';

export async function run(): Promise<void> {
  await reportResults(runSuites);
}

async function runSuites(): Promise<readonly SuiteResult[]> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 30_000,
    forbidOnly: true,
    forbidPending: true,
    reporter: 'min',
  });
  for (const name of readdirSync(__dirname).sort())
    if (name.endsWith('.suite.js')) mocha.addFile(path.join(__dirname, name));
  const results: SuiteResult[] = [];
  await new Promise((resolve) => {
    mocha
      .run(resolve)
      .on('pass', (test) => results.push({ titles: test.titlePath() }))
      .on('fail', (test, error) => results.push(failure(test.titlePath(), error)));
  });
  return results;
}
