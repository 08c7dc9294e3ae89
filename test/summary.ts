import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Totals {
  readonly passed: number;
  readonly failed: number;
}

/** What `out/test-summary.json` holds: the totals of every run of tests by its name, and their sums. */
export interface TestSummary extends Totals {
  readonly runs: Readonly<Record<string, Totals>>;
}

const file = path.resolve(import.meta.dirname, '../out/test-summary.json');

/** Writes one run's totals into the summary; what an earlier run of that name had is replaced. */
export function recordRun(name: string, totals: Totals): void {
  const runs = { ...readRuns(), [name]: totals };
  const all = Object.values(runs);
  const summary: TestSummary = {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
    runs,
  };
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(summary, null, 2)}\n`);
}

function readRuns(): TestSummary['runs'] {
  try {
    const summary: TestSummary = JSON.parse(readFileSync(file, 'utf8'));
    return summary.runs;
  } catch {
    return {};
  }
}
