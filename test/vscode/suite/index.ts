/** The entry that VS Code loads as `extensionTestsPath`: runs the suites beside it inside the extension host. */
import { readdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { type SuiteResult, failure, resultsVariable } from './results.ts';

export async function run(): Promise<void> {
  const file = process.env[resultsVariable];
  if (!file) throw new Error(`${resultsVariable} names no file for the results.`);
  const results = await runSuites().catch((error: unknown) => [failure(['the suites load'], error)]);
  writeFileSync(`${file}.partial`, JSON.stringify(results));
  renameSync(`${file}.partial`, file);
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
