import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RunEvent, RunRequest, RunView } from '../../../server/protocol/index.ts';
import { applyEvent, interrupted, openRun } from './run-view.ts';

const request: RunRequest = { runId: '1', uri: 'file:///a.qflow', file: 'a.qflow', text: '' };
const span = { start: 0, end: 1 };
const runId = '1';

const started = {
  kind: 'started',
  runId,
  file: 'a.qflow',
  uri: 'file:///a.qflow',
  target: { kind: 'workflow', name: 'w' },
  backend: 'simulator',
  seed: 7,
  shots: 100,
  graph: {
    workflow: 'w',
    nodes: ['a', 'b'].map((name) => ({ name, call: 'sample', detail: '', span })),
    edges: [{ from: 'a', to: 'b' }],
  },
} satisfies RunEvent;

function finished(status: 'completed' | 'failed' | 'cancelled'): RunEvent {
  const timing = { started: '2026-01-01T00:00:00.000Z', total: 12, tasks: {} };
  const document = {
    schema: 'qflow.run/1' as const,
    file: 'a.qflow',
    name: 'w',
    backend: 'simulator',
    method: 'statevector',
    seed: 7,
    shots: 100,
    status,
    results: {},
    timing,
    diagnostics: [],
  };
  return { kind: 'finished', runId, document };
}

function after(...events: RunEvent[]): RunView {
  return events.reduce(applyEvent, openRun(request, '2026-01-01T00:00:00.000Z'));
}

function states(view: RunView): Record<string, string> {
  return Object.fromEntries(Object.entries(view.tasks).map(([name, { state }]) => [name, state]));
}

describe('a run as panels show it', () => {
  it('waits with every task once it started', () => {
    const view = after(started);
    assert.equal(view.status, 'running');
    assert.deepEqual(view.target, { kind: 'workflow', name: 'w' });
    assert.deepEqual(states(view), { a: 'waiting', b: 'waiting' });
  });

  it('takes the rounds of a loop for what stood for them, and keeps what it knows of the others', () => {
    const node = (name: string) => ({ name, call: 'value', detail: '', span });
    const graph = (...names: string[]) => ({ workflow: 'w', nodes: names.map(node), edges: [] });
    const events: RunEvent[] = [
      { ...started, graph: graph('a', 'b[…]') },
      { kind: 'task', runId, task: 'a', state: 'completed', duration: 3 },
      { kind: 'graph', runId, graph: graph('a', 'b[0]', 'b[1]') },
    ];
    const view = events.reduce(applyEvent, openRun(request, ''));
    assert.deepEqual(view.tasks, {
      a: { state: 'completed', duration: 3 },
      'b[0]': { state: 'waiting' },
      'b[1]': { state: 'waiting' },
    });
    assert.equal(view.graph.nodes.length, 3);
  });

  it('follows a task from its forecast to its result', () => {
    const view = after(
      started,
      { kind: 'task', runId, task: 'a', state: 'running' },
      { kind: 'forecast', runId, task: 'a', summary: '2 qubits', memory: 64 },
      { kind: 'progress', runId, task: 'a', fraction: 0.5 },
    );
    assert.deepEqual(view.tasks['a'], { state: 'running', forecast: '2 qubits', fraction: 0.5 });
    const ended = [
      { kind: 'result', runId, task: 'a', result: { kind: 'estimate', value: 1, stderr: 0 } },
      { kind: 'task', runId, task: 'a', state: 'completed', duration: 3 },
    ] satisfies RunEvent[];
    assert.deepEqual(ended.reduce<RunView>(applyEvent, view).tasks['a'], {
      state: 'completed',
      forecast: '2 qubits',
      duration: 3,
      result: { kind: 'estimate', value: 1, stderr: 0 },
    });
  });

  it('follows a search, and leaves its way to the result', () => {
    const iteration = (count: number): RunEvent => ({
      kind: 'iteration',
      runId,
      task: 'a',
      iteration: { iteration: count, value: -count, step: 0.1, best: -count },
    });
    const view = after(started, iteration(1), iteration(2));
    assert.deepEqual(
      view.tasks['a']?.iterations?.map(({ value }) => value),
      [-1, -2],
    );
    const ended = after(started, iteration(1), {
      kind: 'result',
      runId,
      task: 'a',
      result: { kind: 'estimate', value: 1, stderr: 0 },
    });
    assert.equal(ended.tasks['a']?.iterations, undefined);
    const long = Array.from({ length: 2500 }, (_, place) => iteration(place + 1)).reduce(applyEvent, view);
    assert.equal(long.tasks['a']?.iterations?.length, 2000);
    assert.equal(long.tasks['a']?.iterations?.at(-1)?.iteration, 2500);
  });

  it('keeps progress between 0 and 1', () => {
    const view = after(started, { kind: 'progress', runId, task: 'a', fraction: 1.2 });
    assert.equal(view.tasks['a']?.fraction, 1);
  });

  it('gathers diagnostics', () => {
    const place = { file: 'a.qflow', line: 1, column: 1, endLine: 1, endColumn: 2 };
    const diagnostic = { code: 'QF1', severity: 'error' as const, message: 'no', ...place };
    const event: RunEvent = { kind: 'diagnostics', runId, diagnostics: [diagnostic] };
    assert.equal(after(event, event).diagnostics.length, 2);
  });

  it('takes what only the end knows from the document, even when it never started', () => {
    const view = after(finished('failed'));
    assert.equal(view.status, 'failed');
    assert.equal(view.target.name, 'w');
    assert.equal(view.method, 'statevector');
    assert.equal(view.total, 12);
  });

  it('leaves no task running after its end', () => {
    const running: RunEvent = { kind: 'task', runId, task: 'a', state: 'running' };
    assert.deepEqual(states(after(started, running, finished('cancelled'))), {
      a: 'cancelled',
      b: 'cancelled',
    });
    assert.deepEqual(states(after(started, running, finished('failed'))), { a: 'failed', b: 'skipped' });
  });

  it('counts as cancelled when the window was closed under it', () => {
    const view = interrupted(after(started));
    assert.equal(view.status, 'cancelled');
    assert.deepEqual(states(view), { a: 'cancelled', b: 'cancelled' });
    const done = after(started, finished('completed'));
    assert.equal(interrupted(done), done);
  });
});
