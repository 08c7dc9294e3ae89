/** `npm test`: builds, checks, and runs every test; ends with a plain line `N passed, N failed`. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { recordRun } from './summary.ts';

interface Step {
  readonly name: string;
  readonly command: string;
  /** Whether the step writes its own totals into the summary. */
  readonly reports?: boolean;
  /** Whether nothing behind it makes sense without it. */
  readonly needed?: boolean;
}

const steps: readonly Step[] = [
  { name: 'build', command: 'npm run --silent build', needed: true },
  { name: 'package', command: 'npm run --silent package', needed: true },
  { name: 'format', command: 'prettier --check . --log-level warn' },
  { name: 'types', command: 'tsc -b' },
  { name: 'lint', command: 'oxlint --type-aware --deny-warnings --quiet' },
  { name: 'unused', command: 'knip' },
  {
    name: 'unit',
    command:
      'c8 --reporter text-summary --reporter lcov npm run --silent test:unit -- --reporter ./test/reporter.ts',
    reports: true,
  },
  { name: 'vscode', command: 'node test/vscode/run.ts', reports: true },
];

const summaryFile = new URL('../out/test-summary.json', import.meta.url);

rmSync(summaryFile, { force: true });
for (const step of steps) {
  if (!run(step) && step.needed === true) break;
}
const { passed, failed } = JSON.parse(readFileSync(summaryFile, 'utf8')) as {
  passed: number;
  failed: number;
};
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Runs one step and records it; a step that reports its own tests and dies before it could counts as one failure. */
function run({ name, command, reports = false }: Step): boolean {
  console.log(`\n── ${name}`);
  if (reports) recordRun(name, { passed: 0, failed: 1 });
  const { status } = spawnSync(command, { shell: true, stdio: 'inherit' });
  const isFine = status === 0;
  if (!reports) recordRun(name, { passed: isFine ? 1 : 0, failed: isFine ? 0 : 1 });
  return isFine;
}
