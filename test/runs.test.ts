import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, it } from 'mocha';
import type { RunDocument } from '../server/protocol/index.ts';
import { type RunStore, type StoredRunDetails, openWorkspaceStore } from '../server/store/index.ts';
import { program, qflowIn } from './qflow.ts';

const cli = path.resolve(import.meta.dirname, '../dist/cli.js');

const search = `
observable field = Z[0] * Z[1] + 0.5 * X[0] + 0.25 * Y[1];
circuit turned(array[float, 4] a) { qubit[2] q; ry(a[0]) q[0]; rx(a[1]) q[1]; cx q[0], q[1]; rz(a[2]) q[1]; ry(a[3]) q[1]; }
workflow w { task found = minimize(turned, field, optimizer: spsa(iterations: 3000), shots: 100, checkpoint: 5); }`;

/** A workflow of many short tasks in a row. */
const chain = `
observable z = Z[0];
circuit turned(float a) { qubit[14] q; for int i in [0:13] { ry(a) q[i]; h q[i]; } }
workflow w {
  task first = estimate(turned(0.1), z);
  for int i in [0:1500] { task step = estimate(turned(first.value + 0.01 * i), z); }
  task last = mean(step.value);
}`;

/** Starts `qflow` in a folder, in a process that can be told things while it runs. */
function started(folder: string, ...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [cli, ...args], { cwd: folder, stdio: 'ignore' });
}

/** Looks into the runs of a folder until there is what is looked for. */
async function until<T>(folder: string, look: (store: RunStore) => T | undefined): Promise<T> {
  for (let looks = 0; looks < 2000; looks++) {
    const store = await openWorkspaceStore(folder, false).catch(() => undefined);
    try {
      const found = store && look(store);
      if (found !== undefined) return found;
    } catch (error) {
      // The other process may be about to make the tables.
      if (!String(error).includes('no such table') && !String(error).includes('locked')) throw error;
    } finally {
      store?.close();
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('what was looked for never came');
}

function details(folder: string, name: string): StoredRunDetails {
  return (JSON.parse(qflowIn(folder, 'runs', 'show', name, '--json').stdout) as { run: StoredRunDetails })
    .run;
}

describe('runs of real processes', function () {
  this.timeout(240_000);

  it('a search that is killed goes on from its last checkpoint and ends with the same bits', async () => {
    const folder = path.dirname(program(search));
    const whole = JSON.parse(
      qflowIn(folder, 'run', 'program.qflow', '--seed', '3', '--json').stdout,
    ) as RunDocument;
    const child = started(folder, 'run', 'program.qflow', '--seed', '3', '--record');
    const kept = await until(folder, (store) => {
      const [run] = store.list(1);
      const answers = run && store.checkpoints(run.id)['found'];
      return answers !== undefined && answers.length > 20 ? answers.length : undefined;
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(details(folder, 'last').status, 'interrupted');
    const resumed = JSON.parse(qflowIn(folder, 'resume', '--json').stdout) as RunDocument;
    assert.deepEqual(resumed.results, whole.results);
    assert.ok(kept < 6000, 'it was killed before it was done');
    const again = details(folder, 'last');
    assert.equal(again.status, 'completed');
  });

  it('pauses, goes on and is cancelled from another process', async () => {
    const folder = path.dirname(program(chain));
    const child = started(folder, 'run', 'program.qflow', '--record');
    const done = (store: RunStore) =>
      store.find('last')?.tasks.filter(({ state }) => state === 'completed').length ?? 0;
    await until(folder, (store) => (done(store) > 3 ? true : undefined));
    assert.match(qflowIn(folder, 'pause').stdout, /was told to pause/);
    await until(folder, (store) => (store.list(1)[0]?.status === 'paused' ? true : undefined));
    const atRest = await until(folder, (store) => {
      const running = store.find('last')?.tasks.some(({ state }) => state === 'running');
      return running === true ? undefined : done(store);
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(await until(folder, done), atRest);
    assert.match(qflowIn(folder, 'resume').stdout, /was told to resume/);
    await until(folder, (store) => (done(store) > atRest ? true : undefined));
    assert.match(qflowIn(folder, 'cancel').stdout, /was told to cancel/);
    const [status] = (await once(child, 'exit')) as [number];
    assert.equal(status, 3);
    assert.equal(details(folder, 'last').status, 'cancelled');
    assert.equal(qflowIn(folder, 'pause').status, 2);
  });

  it('are followed from another process, and tell what their tasks took', async () => {
    const folder = path.dirname(program(chain));
    const child = started(folder, 'run', 'program.qflow', '--record');
    await until(folder, (store) => (store.list(1).length > 0 ? true : undefined));
    assert.match(qflowIn(folder, 'status').stdout, /running +program\.qflow/);
    const { stdout, status } = qflowIn(folder, 'monitor');
    assert.match(stdout, /first {2}completed .*\n.*\n(.*\n)*.* completed\n$/);
    assert.equal(status, 0);
    await once(child, 'exit');
    assert.match(
      qflowIn(folder, 'analyze').stdout,
      /^task +time +CPU +memory +depth +shots\n.* MiB +2 +exact\n/m,
    );
    const { tasks } = JSON.parse(qflowIn(folder, 'analyze', '--json').stdout) as {
      tasks: readonly { name: string; cpuSeconds: number; peakBytes: number }[];
    };
    assert.ok(tasks.every(({ cpuSeconds, peakBytes }) => cpuSeconds >= 0 && peakBytes > 2 ** 20));
  });

  it('run one task again, or it and all that depend on it', () => {
    const text = `observable z = Z[0];
      circuit c(float a) { qubit q; ry(a) q; }
      workflow w { task one = estimate(c(0.3), z, shots: 100); task two = estimate(c(one.value), z); task three = estimate(c(two.value), z); }`;
    const folder = path.dirname(program(text));
    const { results } = JSON.parse(
      qflowIn(folder, 'run', 'program.qflow', '--record', '--json').stdout,
    ) as RunDocument;
    const reasons = (...args: readonly string[]) => {
      const { status, stdout } = qflowIn(folder, 'rerun', ...args, '--json');
      assert.equal(status, 0);
      assert.deepEqual((JSON.parse(stdout) as RunDocument).results, results);
      return details(folder, 'last').tasks.map(({ cache }) => cache?.split(':')[0]);
    };
    assert.deepEqual(reasons('--task', 'two'), ['cached', 'runs again, as asked', 'cached']);
    assert.deepEqual(reasons('last~1', '--from', 'two'), [
      'cached',
      'runs again, as asked',
      'runs again, as asked',
    ]);
    assert.equal(qflowIn(folder, 'rerun', '--task', 'four').status, 1);
    assert.equal(qflowIn(folder, 'rerun').status, 2);
  });
});
