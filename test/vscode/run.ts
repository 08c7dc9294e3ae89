/** Runs the tests in a real VS Code: the suites inside the extension host, then the drives as a user. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import SummaryReporter from '../reporter.ts';
import { recordRun } from '../summary.ts';

const run = 'vscode';

const mocha = new Mocha({
  timeout: 120_000,
  slow: 10_000,
  forbidOnly: true,
  forbidPending: true,
  failZero: true,
  reporter: SummaryReporter,
  reporterOptions: { run },
});

// Until the tests have loaded and run, this run counts as one failure.
recordRun(run, { passed: 0, failed: 1 });
const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
for (const file of files.sort())
  if (file.endsWith('.test.ts')) mocha.addFile(path.join(import.meta.dirname, file));
await mocha.loadFilesAsync();
const failures = await new Promise<number>((resolve) => mocha.run(resolve));
process.exitCode = failures === 0 ? 0 : 1;
