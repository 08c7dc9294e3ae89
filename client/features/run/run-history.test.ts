import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Result, RunView } from '../../../server/protocol/index.ts';
import { type HistoryStore, RunHistory, capRun } from './run-history.ts';

class MemoryStore implements HistoryStore {
  readonly values = new Map<string, unknown>();

  get(key: string): unknown {
    return this.values.get(key);
  }

  update(key: string, value: unknown): Promise<void> {
    // Through text, as the editor stores it.
    this.values.set(key, JSON.parse(JSON.stringify(value)));
    return Promise.resolve();
  }
}

function runOf(runId: string, result?: Result): RunView {
  return {
    runId,
    uri: 'file:///a.qflow',
    file: 'a.qflow',
    target: { kind: 'circuit', name: 'a' },
    backend: 'simulator',
    method: 'statevector',
    seed: 1,
    shots: 0,
    status: 'completed',
    graph: { workflow: 'a', nodes: [], edges: [] },
    tasks: { a: { state: 'completed', ...(result === undefined ? {} : { result }) } },
    diagnostics: [],
    started: '2026-01-01T00:00:00.000Z',
    total: 1,
  };
}

function uniform(bits: number): Result {
  const outcomes = Array.from({ length: 2 ** bits }, (_, index) => index.toString(2).padStart(bits, '0'));
  return {
    kind: 'samples',
    counts: Object.fromEntries(outcomes.map((key) => [key, 3])),
    probabilities: Object.fromEntries(outcomes.map((key) => [key, 1 / outcomes.length])),
  };
}

describe('the history of runs', () => {
  it('outlives the session, the latest first', async () => {
    const store = new MemoryStore();
    const history = new RunHistory(store);
    await history.add(runOf('1'));
    await history.add(runOf('2'));
    const later = new RunHistory(store);
    assert.deepEqual(
      later.runs.map(({ runId }) => runId),
      ['2', '1'],
    );
    assert.deepEqual(later.find('1'), runOf('1'));
  });

  it('forgets the oldest of more than fifty', async () => {
    const history = new RunHistory(new MemoryStore());
    for (let index = 0; index < 60; index++) await history.add(runOf(String(index)));
    assert.equal(history.runs.length, 50);
    assert.equal(history.find('9'), undefined);
    assert.ok(history.find('10'));
  });

  it('stores little of huge results but keeps the latest whole for the session', async () => {
    const store = new MemoryStore();
    const history = new RunHistory(store);
    for (let index = 0; index < 50; index++) await history.add(runOf(String(index), uniform(12)));
    const [stored] = store.values.values();
    assert.ok(JSON.stringify(stored).length < 500_000);
    const result = history.runs[0]?.tasks['a']?.result;
    assert.ok(result?.kind === 'samples' && Object.keys(result.probabilities).length === 4096);
    const old = history.runs[30]?.tasks['a']?.result;
    assert.ok(old?.kind === 'samples' && old.omitted?.outcomes === 3840);
  });

  it('says what it leaves out of an outcome table', () => {
    const result = capRun(runOf('1', uniform(10))).tasks['a']?.result;
    assert.ok(result?.kind === 'samples');
    assert.equal(Object.keys(result.counts ?? {}).length, 256);
    assert.equal(result.omitted?.outcomes, 768);
    assert.ok(Math.abs((result.omitted?.probability ?? 0) - 0.75) < 1e-9);
  });

  it('sums large states up', () => {
    const amplitudes = Array.from({ length: 1024 }, (_, index): [number, number] => [index === 5 ? 1 : 0, 0]);
    const result = capRun(runOf('1', { kind: 'state', qubits: 10, amplitudes })).tasks['a']?.result;
    assert.ok(result?.kind === 'state' && result.amplitudes === undefined);
    assert.equal(result.summary?.amplitudes, 1024);
    assert.deepEqual(result.summary?.largest[0], { index: '0000000101', probability: 1 });
  });

  it('ignores what an older or broken version has stored', () => {
    const store = new MemoryStore();
    store.values.set('qflow.runs/1', [runOf('1'), { runId: '2' }, null, 'x']);
    assert.equal(new RunHistory(store).runs.length, 1);
    store.values.set('qflow.runs/1', 'nonsense');
    assert.equal(new RunHistory(store).runs.length, 0);
  });
});
