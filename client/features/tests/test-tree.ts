import * as vscode from 'vscode';
import { listFiles } from '../../list-files.ts';
import { readText } from '../../text-files.ts';
import type { LanguageServer } from '../language/language-server.ts';

/** What a program with tests has somewhere; the language server is asked about no other. */
const declaresTest = /\btest\s*"/;

/** The tests of the workspace: an item for each file that has some, by its address, and its tests below, by title. */
export class TestTree {
  readonly #controller: vscode.TestController;
  readonly #server: LanguageServer;
  /** How often each file was asked about: an answer that another question overtook is dropped. */
  readonly #asked = new Map<string, number>();

  constructor(controller: vscode.TestController, server: LanguageServer) {
    this.#controller = controller;
    this.#server = server;
  }

  /** Finds the tests of all programs in the workspace; items that are still right stay. */
  async discover(): Promise<void> {
    const files = (await listFiles('programs')).filter((address) => address.endsWith('.qflow'));
    const found = new Set(files);
    for (const [id] of this.#controller.items) if (!found.has(id)) await this.refresh(vscode.Uri.parse(id));
    for (const id of files) await this.refresh(vscode.Uri.parse(id));
  }

  /** Puts the items of one file in step with its text. */
  async refresh(uri: vscode.Uri): Promise<void> {
    const id = uri.toString();
    const question = (this.#asked.get(id) ?? 0) + 1;
    this.#asked.set(id, question);
    const tests = await this.#testsOf(uri);
    if (this.#asked.get(id) !== question) return;
    if (tests.length === 0) this.#controller.items.delete(id);
    else this.#fileItem(uri).children.replace(tests.map(({ name, line }) => this.#testItem(uri, name, line)));
  }

  /** The results of a file's tests belong to a text that is no more. */
  invalidate(uri: vscode.Uri): void {
    const item = this.#controller.items.get(uri.toString());
    if (item !== undefined) this.#controller.invalidateTestResults(item);
  }

  /** The tests that a request means, each once, in the order of the tree. */
  async wanted({ include, exclude = [] }: vscode.TestRunRequest): Promise<readonly vscode.TestItem[]> {
    if (include === undefined) await this.discover();
    const roots = include ?? [...this.#controller.items].map(([, item]) => item);
    const left = new Set(exclude);
    const tests = roots
      .filter((item) => !left.has(item))
      .flatMap((item) => (isTest(item) ? [item] : [...item.children].map(([, child]) => child)));
    return [...new Set(tests)].filter((item) => !left.has(item));
  }

  async #testsOf(uri: vscode.Uri) {
    const text = await readText(uri.toString());
    if (text === null || !declaresTest.test(text)) return [];
    return (await this.#server.runnables(uri)).filter(({ kind }) => kind === 'test');
  }

  #fileItem(uri: vscode.Uri): vscode.TestItem {
    const id = uri.toString();
    const known = this.#controller.items.get(id);
    if (known !== undefined) return known;
    const item = this.#controller.createTestItem(id, vscode.workspace.asRelativePath(uri), uri);
    this.#controller.items.add(item);
    return item;
  }

  #testItem(uri: vscode.Uri, title: string, line: number): vscode.TestItem {
    const known = this.#controller.items.get(uri.toString())?.children.get(title);
    const item = known ?? this.#controller.createTestItem(title, title, uri);
    item.range = new vscode.Range(line, 0, line, 0);
    item.sortText = String(line).padStart(7, '0');
    return item;
  }
}

/** Whether an item is a test rather than a file of tests. */
export function isTest(item: vscode.TestItem): boolean {
  return item.parent !== undefined;
}
