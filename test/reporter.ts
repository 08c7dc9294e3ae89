import Mocha from 'mocha';
import { recordRun } from './summary.ts';

interface ReporterOptions extends Mocha.MochaOptions {
  /** As mocha hands on `--reporter-option run=NAME`. */
  readonly reporterOptions?: { readonly run?: string };
}

/**
 * Prints like mocha's `spec` and records the totals. Every test that did not pass counts as failed: those that were
 * skipped and those that a failed hook kept from running too.
 */
export default class SummaryReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: ReporterOptions) {
    super(runner, options);
    runner.once('end', () => {
      const { passes = 0, failures = 0 } = runner.stats ?? {};
      const failed = Math.max(failures, runner.total - passes);
      recordRun(options.reporterOptions?.run ?? 'unit', { passed: passes, failed });
    });
  }
}
