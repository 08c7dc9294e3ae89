import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../host/eventually.ts';
import { after, extension, openProgram, programUri } from './extension.ts';

const titles = [
  'a bell pair is maximally entangled',
  'a wrong depth',
  'lists differ',
  'an impossible question',
];

describe('tests in the Test Explorer', () => {
  it('stand below their file, in the order of the text', async () => {
    await openProgram('tests.qflow');
    await eventually('active extension', () => extension().isActive || undefined);
    assert.deepEqual(await shownTitles(titles.length), titles);
    const [, second] = await shownItems();
    assert.equal(second?.range?.start.line, 10);
  });

  it('follow the text and stay the same items', async () => {
    const document = await openProgram('tests.qflow');
    const [first] = await shownItems();
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, after(document, 'lists'), ' still');
    edit.insert(document.uri, new vscode.Position(0, 0), '// one line more\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await eventually('new title', async () =>
      (await shownItems()).some(({ label }) => label === 'lists still differ') ? true : undefined,
    );
    assert.equal((await shownItems())[0], first);
    assert.equal(first?.range?.start.line, 7);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await eventually('old title', async () =>
      (await shownItems())[2]?.label === titles[2] ? true : undefined,
    );
  });

  it('pass, fail with both values side by side, or say why they cannot be carried out', async () => {
    const document = await openProgram('tests.qflow');
    const runsBefore = extension().exports.runs().length;
    const { passed, failed, errored } = await carryOut(() =>
      vscode.commands.executeCommand('testing.runCurrentFile'),
    );
    assert.deepEqual(passed, [titles[0]]);
    assert.deepEqual([...failed.keys()], [titles[1], titles[2]]);
    assert.deepEqual([...errored.keys()], [titles[3]]);
    const [depth] = failed.get('a wrong depth') ?? [];
    assert.deepEqual([depth?.expectedOutput, depth?.actualOutput], ['3', '2']);
    assert.equal(depth?.location?.uri.toString(), document.uri.toString());
    assert.equal(document.getText(depth.location.range), 'depth(bell) == 3');
    const [lists] = failed.get('lists differ') ?? [];
    assert.deepEqual([lists?.expectedOutput, lists?.actualOutput], ['1\n5\n3', '1\n2\n3']);
    assert.equal(extension().exports.runs().length, runsBefore, 'a test is no run of the user');
  });

  it('tell which statements they reach', async () => {
    const document = await openProgram('coverage.qflow');
    await eventually('test', async () => ((await items('coverage.qflow')).length > 0 ? true : undefined));
    const { covered } = await carryOut(() => vscode.commands.executeCommand('testing.coverageCurrentFile'));
    const [file] = covered;
    assert.equal(file?.uri.toString(), document.uri.toString());
    assert.deepEqual({ ...file.statementCoverage }, { covered: 4, total: 7 });
    assert.deepEqual({ ...file.declarationCoverage }, { covered: 2, total: 3 });
    const details: unknown = Reflect.get(file, 'details');
    assert.ok(Array.isArray(details));
    const never = details.filter(
      (detail) => detail instanceof vscode.StatementCoverage && detail.executed === 0,
    );
    const texts = never.map(({ location }: { location: vscode.Range }) => document.getText(location));
    assert.deepEqual(texts, ['y q;', 'qubit q;', 'z q;']);
  });

  it('end when they are cancelled', async () => {
    await openProgram('long-test.qflow');
    await eventually('long test', async () =>
      (await items('long-test.qflow')).length > 0 ? true : undefined,
    );
    const { skipped } = await carryOut(
      () => vscode.commands.executeCommand('testing.runCurrentFile'),
      () => vscode.commands.executeCommand('testing.cancelRun'),
    );
    assert.deepEqual(skipped, ['patience', 'never started']);
  });
});

async function shownTitles(count: number): Promise<readonly string[]> {
  const found = await eventually('tests', async () => {
    const shown = await shownItems();
    return shown.length === count ? shown : undefined;
  });
  return found.map(({ label }) => label);
}

function shownItems(): Promise<readonly vscode.TestItem[]> {
  return items('tests.qflow');
}

/** The tests of a program in the order of the tree. */
async function items(name: string): Promise<readonly vscode.TestItem[]> {
  const { tests } = extension().exports;
  const file = tests.items.get(programUri(name).toString());
  const found = [...(file?.children ?? [])].map(([, item]) => item);
  return found.toSorted((a, b) => String(a.sortText).localeCompare(String(b.sortText)));
}

interface Outcomes {
  readonly passed: string[];
  readonly skipped: string[];
  readonly failed: Map<string, readonly vscode.TestMessage[]>;
  readonly errored: Map<string, readonly vscode.TestMessage[]>;
  readonly covered: vscode.FileCoverage[];
}

/** Listens to what the controller tells of its next test run until that ends. */
async function carryOut(
  start: () => Thenable<unknown>,
  whenStarted: () => Thenable<unknown> = () => Promise.resolve(),
): Promise<Outcomes> {
  const { tests } = extension().exports;
  const outcomes: Outcomes = { passed: [], skipped: [], failed: new Map(), errored: new Map(), covered: [] };
  const original = tests.createTestRun.bind(tests);
  let begun: true | undefined;
  const ended = new Promise<void>((resolve) => {
    tests.createTestRun = (...parameters) => {
      begun = true;
      tests.createTestRun = original;
      return listened(original(...parameters), outcomes, resolve);
    };
  });
  // The editor itself hears of new tests a moment later than the controller.
  await eventually('test run', async () => {
    void start();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return begun;
  });
  await whenStarted();
  await ended;
  return outcomes;
}

/** A test run that hands everything on and notes the outcomes. */
function listened(run: vscode.TestRun, outcomes: Outcomes, ended: () => void): vscode.TestRun {
  const passed = run.passed.bind(run);
  const failed = run.failed.bind(run);
  const errored = run.errored.bind(run);
  const skipped = run.skipped.bind(run);
  const end = run.end.bind(run);
  const addCoverage = run.addCoverage.bind(run);
  const list = (messages: vscode.TestMessage | readonly vscode.TestMessage[]) => [messages].flat();
  return Object.assign(run, {
    passed: (item: vscode.TestItem, duration?: number) => {
      outcomes.passed.push(item.label);
      passed(item, duration);
    },
    skipped: (item: vscode.TestItem) => {
      outcomes.skipped.push(item.label);
      skipped(item);
    },
    failed: (item: vscode.TestItem, messages: vscode.TestMessage[], duration?: number) => {
      outcomes.failed.set(item.label, list(messages));
      failed(item, messages, duration);
    },
    errored: (item: vscode.TestItem, messages: vscode.TestMessage[], duration?: number) => {
      outcomes.errored.set(item.label, list(messages));
      errored(item, messages, duration);
    },
    addCoverage: (coverage: vscode.FileCoverage) => {
      outcomes.covered.push(coverage);
      addCoverage(coverage);
    },
    end: () => {
      end();
      ended();
    },
  });
}
