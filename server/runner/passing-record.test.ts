import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RunEvent, RunRequest } from '../protocol/index.ts';
import { PassingRecord } from './passing-record.ts';

const target = { kind: 'workflow', name: 'w' } as const;
const request = (runId: string, file = 'a.qflow'): RunRequest => ({ runId, uri: 'x', file, text: '' });

function eventsOf(runId: string, key: string, value: number, isCached = false): readonly RunEvent[] {
  const note = { task: 'a', isCached, reason: '', key, parts: { call: key } };
  return [
    {
      ...{ kind: 'started', runId, file: 'a.qflow', uri: 'x', target, backend: 's', seed: 0, shots: 0 },
      graph: { workflow: 'w', nodes: [], edges: [] },
    },
    { kind: 'cache', runId, notes: [note] },
    { kind: 'result', runId, task: 'a', result: { kind: 'value', value } },
    { kind: 'task', runId, task: 'a', state: 'completed', duration: 10 * value },
  ];
}

function recorded(most: number, ...runs: readonly (readonly RunEvent[])[]): PassingRecord {
  let day = 1;
  const record = new PassingRecord(() => `2026-01-0${day++}`, most);
  for (const events of runs) for (const event of events) record.record(request(event.runId), event);
  return record;
}

describe('the runs that a run host remembers', () => {
  it('are found by the content of their tasks, the latest first, or in one run', () => {
    const { memory } = recorded(9, eventsOf('one', 'k', 1), eventsOf('two', 'k', 2));
    assert.deepEqual(memory.find('k'), {
      ...{ run: 'two', date: '2026-01-02', key: 'k', parts: { call: 'k' } },
      result: { kind: 'value', value: 2 },
    });
    assert.equal(memory.find('k', 'one')?.run, 'one');
    assert.equal(memory.find('other'), undefined);
  });

  it('tell what a task of that name was before, of the same target of the same file', () => {
    const { memory } = recorded(9, eventsOf('one', 'k', 1), eventsOf('two', 'l', 2));
    assert.equal(memory.latest('a.qflow', target, 'a')?.key, 'l');
    assert.equal(memory.latest('b.qflow', target, 'a'), undefined);
    assert.equal(memory.latest('a.qflow', { ...target, name: 'v' }, 'a'), undefined);
  });

  it('tell how long tasks took that were computed', () => {
    const { memory } = recorded(9, eventsOf('one', 'k', 1), eventsOf('two', 'k', 2, true));
    assert.deepEqual([...memory.durations('a.qflow', target)], [['a', 10]]);
  });

  it('do not know tasks that have not completed', () => {
    const { memory } = recorded(9, eventsOf('one', 'k', 1).slice(0, -1));
    assert.equal(memory.find('k'), undefined);
  });

  it('are the latest alone', () => {
    const { memory } = recorded(
      2,
      eventsOf('one', 'k', 1),
      eventsOf('two', 'l', 2),
      eventsOf('three', 'm', 3),
    );
    assert.equal(memory.find('k'), undefined);
    assert.equal(memory.find('l')?.run, 'two');
    assert.equal(memory.find('m')?.run, 'three');
  });
});
