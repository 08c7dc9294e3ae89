import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { extension, openProgram } from './extension.ts';

describe('tasks', () => {
  it('check, run, test and format what is open, and check and test all programs', async () => {
    const names = (await tasks()).map(({ name, group }) => [name, group?.id]);
    assert.deepEqual(names, [
      ['check all programs', 'build'],
      ['test all programs', 'test'],
      ['check ${file}', 'build'],
      ['run ${file}', undefined],
      ['test ${file}', 'test'],
      ['fmt ${file}', undefined],
    ]);
  });

  it('start the command line, and the matcher finds the place of a mistake', async () => {
    const { status, output } = await started('check all programs');
    assert.equal(status, 1);
    const found = output.flatMap((line) => matched(line));
    assert.deepEqual(
      found.filter(({ severity }) => severity === 'error'),
      [{ file: 'mistake.qflow', line: '5', column: '3', severity: 'error', code: 'QF2001' }],
    );
    assert.ok(found.some(({ severity }) => severity === 'info'));
  });

  it('find the place of an assertion that does not hold', async () => {
    const { output } = await started('test ${file}', 'tests.qflow');
    const found = output.flatMap((line) => matched(line)).filter(({ file }) => file === 'tests.qflow');
    assert.deepEqual(
      found.map(({ line, code }) => `${line} ${code}`),
      ['12 QF5120', '17 QF5120', '21 QF5101'],
    );
  });
});

async function tasks(): Promise<readonly vscode.Task[]> {
  await openProgram('01-bell.qflow');
  return vscode.tasks.fetchTasks({ type: 'qflow' });
}

/** Does what a task would: this host's terminals cannot be counted on, so the process is started here. */
async function started(name: string, file = '') {
  const task = (await tasks()).find((one) => one.name === name);
  assert.ok(task?.execution instanceof vscode.ProcessExecution);
  const { process: program, args, options } = task.execution;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const { status, stdout, stderr } = spawnSync(
    program,
    args.map((argument) => argument.replace('${file}', file)),
    {
      cwd: folder,
      env: { ...process.env, ...options?.env },
      encoding: 'utf8',
    },
  );
  return { status, output: `${stdout}${stderr}`.split('\n') };
}

/** What the problem pattern of the manifest finds in a line. */
function matched(line: string) {
  const manifest: { contributes: { problemPatterns: readonly { regexp: string }[] } } =
    extension().packageJSON;
  const [pattern] = manifest.contributes.problemPatterns;
  const [, file, at, column, severity, code] = new RegExp(pattern?.regexp ?? '').exec(line) ?? [];
  return file === undefined ? [] : [{ file, line: at, column, severity, code }];
}
