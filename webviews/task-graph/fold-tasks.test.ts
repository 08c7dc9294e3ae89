import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type TaskGraph, type TaskState, foldRounds, stateOfRounds } from '../../server/protocol/index.ts';
import { foldTasks } from './fold-tasks.ts';

const span = { start: 0, end: 1 };

/** `count` rounds of one task, which one task reads and each round of another. */
function loop(count: number): TaskGraph {
  const rounds = (name: string) =>
    Array.from({ length: count }, (_, k) => ({
      name: `${name}[${k}]`,
      group: name,
      call: 'value',
      detail: 'd',
      span,
    }));
  return {
    workflow: 'w',
    nodes: [...rounds('a'), ...rounds('b'), { name: 'c', call: 'value', detail: '', span }],
    edges: Array.from({ length: count }, (_, k) => [
      { from: `a[${k}]`, to: `b[${k}]` },
      { from: `a[${k}]`, to: 'c' },
    ]).flat(),
  };
}

describe('the rounds of a loop in the task graph', () => {
  it('are one node each while they are few', () => {
    const graph = loop(8);
    assert.equal(foldRounds(graph, 8).nodes.length, 17);
    assert.deepEqual(foldRounds(graph, 8).edges, graph.edges);
  });

  it('are one node together when they are many, and keep what needs what', () => {
    const { nodes, edges, rounds } = foldRounds(loop(200), 8);
    assert.deepEqual(
      nodes.map(({ name, detail }) => [name, detail]),
      [
        ['a', 'd · × 200'],
        ['b', 'd · × 200'],
        ['c', ''],
      ],
    );
    assert.deepEqual(edges, [
      { from: 'a', to: 'b' },
      { from: 'a', to: 'c' },
    ]);
    assert.equal(rounds.get('a')?.length, 200);
  });

  it('say how far they are together', () => {
    const of = (...states: readonly TaskState[]) => stateOfRounds(states);
    assert.equal(of('waiting', 'waiting').state, 'waiting');
    assert.deepEqual(of('completed', 'failed', 'running', 'waiting'), {
      state: 'running',
      fraction: 0.5,
      text: '1 of 4 completed, 1 failed',
    });
    assert.equal(of('completed', 'failed', 'skipped').state, 'failed');
    assert.equal(of('completed', 'skipped').state, 'completed');
    const graph = foldRounds(loop(9), 8);
    const tasks = Object.fromEntries(
      Array.from({ length: 9 }, (_, k) => [`a[${k}]`, { state: 'completed', duration: 2 } as const]),
    );
    assert.deepEqual(foldTasks(graph, tasks)['a'], {
      state: 'completed',
      message: '9 of 9 completed',
      duration: 18,
    });
    assert.equal(foldTasks(graph, tasks)['b']?.state, 'waiting');
  });
});
