import * as vscode from 'vscode';
import { readText } from '../../text-files.ts';
import type { LanguageServer } from '../language/language-server.ts';
import { Runner, type RunnerProcess } from '../run/runner.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { TestCoverage, detailsOf } from './test-coverage.ts';
import { TestSession } from './test-session.ts';
import { TestTree } from './test-tree.ts';

/** Milliseconds that a cancelled test may take before its process is killed. */
const cancelGrace = 2_000;

/** Milliseconds without a keystroke before the tests of a text are looked for again. */
const quiet = 300;

/**
 * The tests of programs in the Test Explorer and beside their lines. They have a run host of their own, which starts
 * with the first test, so that what a user runs and looks at goes on undisturbed.
 */
export class TestExplorer implements vscode.Disposable {
  readonly controller = vscode.tests.createTestController('qflow.tests', 'QuantumFlow');
  readonly #tree: TestTree;
  readonly #runner: Runner;
  readonly #log: vscode.LogOutputChannel;
  /** Requests that are repeated whenever one of their files is saved. */
  readonly #continuous = new Set<vscode.TestRunRequest>();
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #subscriptions: vscode.Disposable[];

  constructor(
    server: LanguageServer,
    log: vscode.LogOutputChannel,
    secrets: SecretStore,
    start: (log: (line: string) => void) => RunnerProcess,
  ) {
    this.#log = log;
    this.#tree = new TestTree(this.controller, server);
    this.#runner = new Runner({
      start: () => start((line) => log.info(line)),
      readFile: readText,
      readSecret: (name) => secrets.read(name),
      log: (line) => log.info(line),
      grace: cancelGrace,
    });
    this.controller.resolveHandler = async (item) => {
      if (item === undefined) await this.#tree.discover();
    };
    this.controller.refreshHandler = () => this.#tree.discover();
    this.#subscriptions = [
      this.controller,
      this.#addProfile(),
      this.#addCoverageProfile(),
      ...this.#follow(),
    ];
    for (const document of vscode.workspace.textDocuments) this.#opened(document);
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#runner.stop();
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #addProfile(): vscode.Disposable {
    return this.controller.createRunProfile(
      vscode.l10n.t('Run'),
      vscode.TestRunProfileKind.Run,
      (request, token) => {
        if (request.continuous === true) this.#repeat(request, token);
        else void this.#start(request);
      },
      true,
      undefined,
      true,
    );
  }

  #addCoverageProfile(): vscode.Disposable {
    const profile = this.controller.createRunProfile(
      vscode.l10n.t('Run with Coverage'),
      vscode.TestRunProfileKind.Coverage,
      (request) => this.#start(request, () => true, new TestCoverage()),
      true,
    );
    profile.loadDetailedCoverage = async (_run, coverage) => detailsOf(coverage);
    return profile;
  }

  #follow(): readonly vscode.Disposable[] {
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.qflow');
    const look = (uri: vscode.Uri) => this.#later(uri);
    return [
      watcher,
      watcher.onDidCreate(look),
      watcher.onDidChange(look),
      watcher.onDidDelete(look),
      vscode.workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId !== 'qflow') return;
        this.#tree.invalidate(document.uri);
        look(document.uri);
      }),
      vscode.workspace.onDidSaveTextDocument((document) => this.#saved(document)),
    ];
  }

  #opened({ languageId, uri }: vscode.TextDocument): void {
    if (languageId === 'qflow') this.#later(uri);
  }

  /** Looks for the tests of a file as soon as it is left alone. */
  #later(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.#waiting.get(key));
    const timer = setTimeout(() => {
      this.#waiting.delete(key);
      void this.#tree
        .refresh(uri)
        .catch((error: unknown) => this.#log.error('Tests were not looked for.', error));
    }, quiet);
    this.#waiting.set(key, timer);
  }

  #repeat(request: vscode.TestRunRequest, token: vscode.CancellationToken): void {
    this.#continuous.add(request);
    token.onCancellationRequested(() => this.#continuous.delete(request));
  }

  #saved({ uri }: vscode.TextDocument): void {
    const isHere = (item: vscode.TestItem) => item.uri?.toString() === uri.toString();
    for (const request of this.#continuous) void this.#start(request, isHere);
  }

  /** Carries out the tests that a request means, or those of them that pass a filter. */
  async #start(
    request: vscode.TestRunRequest,
    filter: (item: vscode.TestItem) => boolean = () => true,
    coverage?: TestCoverage,
  ): Promise<void> {
    const tests = (await this.#tree.wanted(request)).filter(filter);
    if (tests.length === 0) return;
    await new TestSession(this.#runner, this.controller.createTestRun(request), coverage).carryOut(tests);
  }
}
