import * as vscode from 'vscode';
import type { PlacedDiagnostic, RunDocument, RunRequest } from '../../../server/protocol/index.ts';
import { placeOf, rangeOf } from '../run/run-diagnostics.ts';
import type { Runner } from '../run/runner.ts';
import type { TestCoverage } from './test-coverage.ts';

/** The code of an assertion that does not hold; every other fault kept the test from being carried out. */
const assertionFailed = 'QF5120';

/** Carries out tests one after the other on a run host and tells a test run what became of them. */
export class TestSession {
  readonly #runner: Runner;
  readonly #run: vscode.TestRun;
  readonly #coverage: TestCoverage | undefined;
  #number = 0;

  /** @param coverage collects what the tests reach, where somebody wants to know */
  constructor(runner: Runner, run: vscode.TestRun, coverage?: TestCoverage) {
    this.#runner = runner;
    this.#run = run;
    this.#coverage = coverage;
  }

  /** Ends the test run when all tests are done or it was cancelled; those that did not start count as skipped. */
  async carryOut(tests: readonly vscode.TestItem[]): Promise<void> {
    for (const test of tests) this.#run.enqueued(test);
    for (const test of tests) {
      if (this.#run.token.isCancellationRequested) this.#run.skipped(test);
      else await this.#carryOutOne(test);
    }
    this.#coverage?.tell(this.#run);
    this.#run.end();
  }

  async #carryOutOne(test: vscode.TestItem): Promise<void> {
    this.#run.started(test);
    const request = await this.#requestFor(test);
    if (request === undefined) {
      this.#run.errored(test, new vscode.TestMessage(vscode.l10n.t('The file cannot be read.')));
      return;
    }
    this.#tell(test, request, await this.#document(request));
  }

  /** Random choices have the seed 0, as `qflow test` has it, so that a test goes the same way each time. */
  async #requestFor({ uri, label, id }: vscode.TestItem): Promise<RunRequest | undefined> {
    if (uri === undefined) return undefined;
    const document = await Promise.resolve(vscode.workspace.openTextDocument(uri)).catch(() => undefined);
    return (
      document && {
        runId: `test-${Date.now().toString(36)}-${this.#number++}-${label.length}`,
        uri: uri.toString(),
        file: vscode.workspace.asRelativePath(uri),
        text: document.getText(),
        target: { kind: 'test', name: id },
        seed: 0,
        // What earlier tests know would not be reached again.
        ...(this.#coverage === undefined ? {} : { coverage: true, fresh: true }),
      }
    );
  }

  #document(request: RunRequest): Promise<RunDocument> {
    return new Promise((resolve) => {
      const subscription = this.#run.token.onCancellationRequested(() => this.#runner.cancel(request.runId));
      this.#runner.run(request, (event) => {
        if (event.kind === 'coverage') this.#coverage?.add(event.files);
        if (event.kind !== 'finished') return;
        subscription.dispose();
        resolve(event.document);
      });
    });
  }

  #tell(test: vscode.TestItem, request: RunRequest, { status, diagnostics, timing }: RunDocument): void {
    this.#print(`${status === 'completed' ? '✔' : '✘'} ${request.file} › ${test.label}`);
    if (status === 'cancelled') return this.#run.skipped(test);
    if (status === 'completed') return this.#run.passed(test, timing.total);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    for (const { code, message } of errors) this.#print(`  ${code}: ${message}`);
    const messages = errors.map((error) => toMessage(request, error));
    if (errors.some(({ code }) => code === assertionFailed)) this.#run.failed(test, messages, timing.total);
    else this.#run.errored(test, messages, timing.total);
  }

  /** Test output is a terminal's: its lines end with a carriage return too. */
  #print(line: string): void {
    this.#run.appendOutput(`${line.replaceAll(/\r?\n/g, '\r\n')}\r\n`);
  }
}

function toMessage(request: RunRequest, diagnostic: PlacedDiagnostic): vscode.TestMessage {
  const { message, help, comparison } = diagnostic;
  const found =
    comparison === undefined
      ? new vscode.TestMessage(help === undefined ? message : `${message}\n${help}`)
      : vscode.TestMessage.diff(message, comparison.expected, comparison.actual);
  found.location = new vscode.Location(placeOf(request, diagnostic), rangeOf(diagnostic));
  return found;
}
