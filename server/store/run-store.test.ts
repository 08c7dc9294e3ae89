import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import type { Result, RunDocument, RunEvent, RunRequest } from '../protocol/index.ts';
import { chiSquareTail } from './chi-square.ts';
import { compareRuns } from './compare-runs.ts';
import { RunStore, type StoreEnvironment } from './run-store.ts';

function freshPath(): string {
  return path.join(mkdtempSync(path.join(tmpdir(), 'qflow-store-')), 'runs.sqlite');
}

let clock = 0;
const environment: StoreEnvironment = {
  date: () => new Date(clock++ * 1000).toISOString(),
  version: '1.2.3',
  process: 42,
  isAlive: (process) => process === 42,
};

function requestOf(runId: string, text = 'circuit c { }'): RunRequest {
  return { runId, uri: 'file:///a.qflow', file: 'a.qflow', text, inputs: { theta: 'pi' } };
}

function started(runId: string, seed = 7): RunEvent {
  const node = (name: string) => ({
    name,
    call: 'sample',
    detail: `${name} · exact`,
    span: { start: 0, end: 1 },
  });
  const graph = { workflow: 'w', nodes: [node('a'), node('b')], edges: [{ from: 'a', to: 'b' }] };
  return {
    kind: 'started',
    runId,
    file: 'a.qflow',
    uri: 'file:///a.qflow',
    target: { kind: 'workflow', name: 'w' },
    backend: 'simulator',
    seed,
    shots: 0,
    graph,
  };
}

function eventsOf(runId: string, results: Readonly<Record<string, Result>>, seed = 7): readonly RunEvent[] {
  const document: RunDocument = {
    schema: 'qflow.run/1',
    file: 'a.qflow',
    name: 'w',
    backend: 'simulator',
    method: 'statevector',
    seed,
    shots: 0,
    status: 'completed',
    results,
    timing: { started: '', total: 12.5, tasks: {} },
    diagnostics: [],
  };
  return [
    started(runId, seed),
    ...Object.entries(results).flatMap(([task, result]): RunEvent[] => [
      { kind: 'task', runId, task, state: 'running' },
      { kind: 'forecast', runId, task, summary: '2 qubits', memory: 64 },
      { kind: 'progress', runId, task, fraction: 0.5 },
      { kind: 'result', runId, task, result },
      { kind: 'task', runId, task, state: 'completed', duration: 3 },
    ]),
    { kind: 'finished', runId, document },
  ];
}

const results: Readonly<Record<string, Result>> = {
  a: { kind: 'samples', counts: { '0': 60, '1': 40 }, probabilities: { '0': 0.6, '1': 0.4 } },
  b: { kind: 'estimate', value: 0.25, stderr: 0 },
};

function record(store: RunStore, request: RunRequest, events: readonly RunEvent[]): void {
  for (const event of events) store.record(request, event);
}

describe('the run store', () => {
  it('keeps a run with its source, inputs, tasks and results, through closing and opening', async () => {
    const file = freshPath();
    const first = await RunStore.open(file, environment);
    record(first, requestOf('abc-1'), eventsOf('abc-1', results));
    first.close();
    const store = await RunStore.open(file, environment);
    const run = store.find('abc');
    assert.equal(run?.status, 'completed');
    assert.equal(run.source, 'circuit c { }');
    assert.deepEqual(
      [run.seed, run.method, run.version, run.milliseconds],
      [7, 'statevector', '1.2.3', 12.5],
    );
    assert.deepEqual(run.inputs, { theta: 'pi' });
    assert.deepEqual(
      run.tasks.map(({ name, state, attempts, milliseconds, forecast, result }) => [
        name,
        state,
        attempts,
        milliseconds,
        forecast,
        result,
      ]),
      [
        ['a', 'completed', 1, 3, '2 qubits', results['a']],
        ['b', 'completed', 1, 3, '2 qubits', results['b']],
      ],
    );
    assert.deepEqual(run.document?.results, results);
    store.close();
  });

  it('keeps the rounds of a loop where one task stood for them', async () => {
    const store = await RunStore.open(freshPath(), environment);
    const node = (name: string) => ({ name, call: 'value', detail: '', span: { start: 0, end: 1 } });
    const edge = (from: string, to: string) => ({ from, to });
    const before = { nodes: ['a', 'b[…]', 'c'].map(node), edges: [edge('a', 'b[…]'), edge('b[…]', 'c')] };
    const after = { nodes: ['a', 'b[0]', 'c'].map(node), edges: [edge('a', 'b[0]'), edge('b[0]', 'c')] };
    const runId = 'rounds';
    const [start] = eventsOf(runId, results);
    assert.ok(start?.kind === 'started');
    record(store, requestOf(runId), [
      { ...start, graph: { workflow: 'w', ...before } },
      { kind: 'task', runId, task: 'a', state: 'completed', duration: 1 },
      { kind: 'graph', runId, graph: { workflow: 'w', ...after } },
    ]);
    const tasks = store.find(runId)?.tasks.map(({ name, state }) => [name, state]);
    assert.deepEqual(tasks, [['a', 'completed'], ['b[0]', 'waiting'], ['c', 'waiting']]); // prettier-ignore
    store.close();
  });

  it('tells running from interrupted, finds by beginnings and from the end, and refuses what is not unique', async () => {
    const store = await RunStore.open(freshPath(), environment);
    record(store, requestOf('aa-1'), eventsOf('aa-1', results));
    record(store, requestOf('aa-2'), [started('aa-2')]);
    assert.deepEqual(
      store.list(10).map(({ id, status }) => [id, status]),
      [
        ['aa-2', 'running'],
        ['aa-1', 'completed'],
      ],
    );
    assert.equal(store.find('last~1')?.id, 'aa-1');
    assert.equal(store.find('aa'), undefined);
    assert.equal(store.find('b'), undefined);
    assert.equal(store.list(1).length, 1);
    store.close();
  });

  it('shows its facts in the tables that other tools expect', async () => {
    const file = freshPath();
    const store = await RunStore.open(file, environment);
    record(store, requestOf('abc-1'), eventsOf('abc-1', results));
    store.close();
    const database = new DatabaseSync(file, { readOnly: true });
    const [workflow] = database.prepare('SELECT * FROM workflows').all();
    assert.deepEqual(Object.keys(workflow ?? {}), [
      'id',
      'name',
      'tasks',
      'status',
      'created_at',
      'started_at',
      'completed_at',
      'metadata',
    ]);
    const metrics = database
      .prepare('SELECT workflow_id, task_id, runtime, shots, memory_usage FROM performance_metrics')
      .all();
    assert.deepEqual(
      metrics.map((row) => ({ ...row })),
      ['a', 'b'].map((task_id) => ({
        workflow_id: 'abc-1',
        task_id,
        runtime: 0.003,
        shots: 0,
        memory_usage: 64,
      })),
    );
    assert.equal(database.prepare('SELECT count(*) AS n FROM schedules').get()?.['n'], 2);
    assert.equal(database.prepare('SELECT count(*) AS n FROM events').get()?.['n'], 10);
    database.close();
  });

  it('tells a process what another one asks of its run, once and in order', async () => {
    const store = await RunStore.open(':memory:', environment);
    record(store, requestOf('run'), [started('run')]);
    store.command('run', 'pause');
    store.command('run', 'cancel');
    assert.deepEqual(store.takeCommands('run'), ['pause', 'cancel']);
    assert.deepEqual(store.takeCommands('run'), []);
    record(store, requestOf('run'), [{ kind: 'paused', runId: 'run', isPaused: true }]);
    assert.equal(store.list(1)[0]?.status, 'paused');
    store.close();
  });

  it('forgets old runs with what only they had', async () => {
    const file = freshPath();
    const store = await RunStore.open(file, environment);
    record(store, requestOf('old', 'circuit old { }'), eventsOf('old', results));
    const border = environment.date();
    record(store, requestOf('new'), eventsOf('new', { b: results['b'] ?? { kind: 'value', value: 1 } }));
    assert.equal(store.forgetBefore(border), 1);
    assert.deepEqual(
      store.list(10).map(({ id }) => id),
      ['new'],
    );
    store.close();
    const database = new DatabaseSync(file, { readOnly: true });
    assert.equal(database.prepare('SELECT count(*) AS n FROM artefacts').get()?.['n'], 3);
    database.close();
  });

  it('refuses a store of a later version and a file that is none, with the reason', async () => {
    const file = freshPath();
    (await RunStore.open(file, environment)).close();
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 99');
    database.close();
    await assert.rejects(RunStore.open(file, environment), /later version/);
    await assert.rejects(RunStore.open(import.meta.filename, environment), /not a database/);
  });

  it('loses nothing that was recorded when its process is killed, and stays whole', async function () {
    this.timeout(60_000);
    const file = freshPath();
    (await RunStore.open(file, environment)).close();
    let expected = 0;
    for (let round = 0; round < 5; round++) {
      expected += await recordUntilKilled(file, round);
      const database = new DatabaseSync(file);
      const count = (sql: string) => Number(database.prepare(sql).get()?.['n']);
      assert.equal(database.prepare('PRAGMA integrity_check').get()?.['integrity_check'], 'ok');
      const kept = count(
        `SELECT count(*) AS n FROM tasks JOIN artefacts ON hash = result_hash WHERE state = 'completed'`,
      );
      assert.ok(kept >= expected, `${kept} of ${expected} finished tasks are there`);
      database.close();
    }
    assert.ok(expected > 0);
  });
});

/** Records finished tasks in a process of its own until it is killed. Returns how many it said were recorded. */
async function recordUntilKilled(file: string, round: number): Promise<number> {
  const script = `
    const { RunStore } = await import(${JSON.stringify(new URL('./run-store.ts', import.meta.url).href)});
    const store = await RunStore.open(process.argv[1], { date: () => new Date().toISOString(), version: '1', process: process.pid, isAlive: () => false });
    const started = ${JSON.stringify(started('run'))};
    for (let run = 1; ; run++) {
      const runId = 'run-${round}-' + run;
      const request = { runId, uri: '', file: 'a.qflow', text: 'circuit c' + run };
      store.record(request, { ...started, runId });
      store.record(request, { kind: 'task', runId, task: 'a', state: 'running' });
      store.record(request, { kind: 'result', runId, task: 'a', result: { kind: 'value', value: run } });
      store.record(request, { kind: 'task', runId, task: 'a', state: 'completed', duration: 1 });
      process.stdout.write(run + '\\n');
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = 0;
  child.stdout.on('data', (data: Buffer) => {
    said = Number(data.toString().trim().split('\n').at(-1));
  });
  await once(child.stdout, 'data');
  await new Promise((resolve) => setTimeout(resolve, 20 + 37 * round));
  child.kill('SIGKILL');
  await once(child, 'exit');
  return said;
}

describe('the comparison of runs', () => {
  it('names what differs, with distance and probability for counts', async () => {
    const store = await RunStore.open(freshPath(), environment);
    record(store, requestOf('one'), eventsOf('one', results));
    const changed: Readonly<Record<string, Result>> = {
      a: { kind: 'samples', counts: { '0': 50, '1': 50 }, probabilities: { '0': 0.5, '1': 0.5 } },
      b: { kind: 'estimate', value: 0.5, stderr: 0 },
    };
    record(
      store,
      { ...requestOf('two', 'circuit d { }'), inputs: { theta: '0' } },
      eventsOf('two', changed, 8),
    );
    const [first, second] = [store.find('one'), store.find('two')];
    assert.ok(first !== undefined && second !== undefined);
    assert.deepEqual(compareRuns(first, first), []);
    const found = compareRuns(first, second);
    assert.deepEqual(
      found.map(({ what }) => what),
      ['source', 'seed', 'input theta', 'task a', 'task b'],
    );
    assert.ok(Math.abs((found[3]?.distance ?? 0) - 0.1) < 1e-12);
    // Of 60:40 and 50:50 the statistic is 200/99 with one degree of freedom.
    assert.ok(Math.abs((found[3]?.probability ?? 0) - 0.15519) < 1e-4, String(found[3]?.probability));
    store.close();
  });

  it('has the tail of the chi-square distribution', () => {
    for (const [value, degrees, expected] of [
      [3.841458820694124, 1, 0.05],
      [18.307038053275146, 10, 0.05],
      [5, 5, 0.4158801869955079],
      [0, 3, 1],
    ] as const)
      assert.ok(
        Math.abs(chiSquareTail(value, degrees) - expected) < 1e-9,
        `${value} ${degrees} ${chiSquareTail(value, degrees)}`,
      );
    // With two degrees it is exp(-x/2).
    assert.ok(Math.abs(chiSquareTail(7, 2) - Math.exp(-3.5)) < 1e-14);
  });
});

describe('the set times of workflows', () => {
  const nightly = { file: 'a.qflow', workflow: 'w', times: '0 3 * * *', zone: 'UTC' };

  it('count since a workflow was seen first, ran last, or was given other times', async () => {
    const { setTimes } = await RunStore.open(':memory:', environment);
    assert.deepEqual(setTimes.see(nightly, '2026-01-01'), { ...nightly, since: '2026-01-01' });
    assert.equal(setTimes.see(nightly, '2026-01-05').since, '2026-01-01');
    setTimes.ran(nightly, { last: '2026-01-06', run: 'abc', since: '2026-01-07' });
    const after = { ...nightly, since: '2026-01-07', last: '2026-01-06', run: 'abc' };
    assert.deepEqual(setTimes.see(nightly, '2026-01-09'), after);
    assert.equal(setTimes.see({ ...nightly, zone: 'Europe/Paris' }, '2026-01-10').since, '2026-01-10');
    assert.equal(setTimes.find({ file: 'a.qflow', workflow: 'other' }), undefined);
  });
});
