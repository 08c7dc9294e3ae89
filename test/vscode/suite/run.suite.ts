import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { RunTarget, RunView, SamplesResult } from '../../../server/protocol/index.ts';
import { runCommand } from '../../../server/protocol/index.ts';
import { eventually } from '../host/eventually.ts';
import { programUri } from './extension.ts';

describe('runs', () => {
  it('take as many shots of a Bell pair as the settings say', async () => {
    const { counts = {} } = await bellSamples();
    assert.deepEqual(Object.keys(counts).toSorted(), ['00', '11']);
    const shots = Object.values(counts).reduce((sum, count) => sum + count, 0);
    assert.equal(shots, 1024);
  });

  it('give the exact distribution when the settings ask for no shots', async () => {
    const settings = vscode.workspace.getConfiguration('qflow.run');
    await settings.update('shots', 0, vscode.ConfigurationTarget.Workspace);
    const { counts, probabilities } = await bellSamples();
    await settings.update('shots', undefined, vscode.ConfigurationTarget.Workspace);
    assert.equal(counts, undefined);
    assert.deepEqual(Object.keys(probabilities).toSorted(), ['00', '11']);
    for (const probability of Object.values(probabilities)) assert.ok(Math.abs(probability - 0.5) < 1e-12);
  });

  it('carry a workflow to its end, each task with its result', async () => {
    const run = await start('10-ising-workflow.qflow', { kind: 'workflow', name: 'magnet' });
    assert.equal(run.status, 'completed');
    const kinds = Object.entries(run.tasks).map(([name, { result }]) => `${name} ${result?.kind}`);
    assert.deepEqual(kinds.toSorted(), [
      'cold estimate',
      'next estimate',
      'order estimate',
      'psi state',
      'spins samples',
      'warm estimate',
    ]);
  });

  it('end when they are cancelled', async () => {
    const running = start('long-run.qflow', { kind: 'workflow', name: 'patience' });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await vscode.commands.executeCommand('qflow.cancelRun');
    const run = await running;
    assert.equal(run.status, 'cancelled');
  });

  it('fail with one message when their process is killed, and the next run works', async () => {
    const running = start('long-run.qflow', { kind: 'workflow', name: 'patience' });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    process.kill(runHost(), 'SIGKILL');
    const lost = await running;
    assert.equal(lost.status, 'failed');
    assert.deepEqual(
      lost.diagnostics.map(({ code }) => code),
      ['QF5113'],
    );
    const { counts = {} } = await bellSamples();
    assert.deepEqual(Object.keys(counts).toSorted(), ['00', '11']);
  });

  it('fail with a diagnostic when the program has a mistake', async () => {
    const run = await start('mistake.qflow', { kind: 'circuit', name: 'planted' });
    assert.equal(run.status, 'failed');
    assert.match(run.diagnostics[0]?.message ?? '', /hadamrd/);
  });
});

/** The process id of the run host, a child of the extension host that this suite runs in. */
function runHost(): number {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const found = processes
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .find((fields) => fields?.[2] === String(process.pid) && fields[3]?.includes('runner.js'));
  assert.ok(found?.[1] !== undefined, 'the run host is not among the processes');
  return Number(found[1]);
}

async function bellSamples(): Promise<SamplesResult> {
  const run = await start('01-bell.qflow', { kind: 'circuit', name: 'bell' });
  assert.equal(run.status, 'completed');
  const [task] = Object.values(run.tasks);
  assert.ok(task?.result?.kind === 'samples');
  return task.result;
}

/** Runs as a code lens does and waits for the end. */
async function start(name: string, target: RunTarget): Promise<RunView> {
  const uri = programUri(name).toString();
  const run = await vscode.commands.executeCommand<RunView | undefined>(runCommand, uri, target);
  return eventually('run', () => run);
}
