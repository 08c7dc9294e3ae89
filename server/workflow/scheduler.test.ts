import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { TaskGraph, TaskState } from '../protocol/index.ts';
import { decide, needsOf } from './scheduler.ts';

function graphOf(names: readonly string[], ...edges: readonly (readonly [string, string])[]): TaskGraph {
  return {
    workflow: 'w',
    nodes: names.map((name) => ({ name, call: 'sample', detail: '', span: { start: 0, end: 0 } })),
    edges: edges.map(([from, to]) => ({ from, to })),
  };
}

const anyGraph = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 30 }))
  .map(([count, pairs]) =>
    graphOf(
      Array.from({ length: count }, (_, index) => `t${index}`),
      ...pairs
        .filter(([from, to]) => from < to && to < count)
        .map(([from, to]) => [`t${from}`, `t${to}`] as const),
    ),
  );

describe('the scheduler', () => {
  it('starts what needs nothing and holds back the rest', () => {
    const graph = graphOf(['a', 'b', 'c'], ['a', 'b']);
    assert.deepEqual(decide(needsOf(graph), new Map()), { start: ['a', 'c'], skip: [] });
  });

  it('skips what depends on a failure and says on which', () => {
    const graph = graphOf(['a', 'b'], ['a', 'b']);
    assert.deepEqual(decide(needsOf(graph), new Map([['a', 'failed']])), {
      start: [],
      skip: [{ task: 'b', because: 'a' }],
    });
  });

  it('brings every task of any graph to an end, each after what it needs, whatever fails', () => {
    fc.assert(
      fc.property(anyGraph, fc.infiniteStream(fc.boolean()), (graph, fates) => {
        const states = new Map<string, TaskState>();
        for (;;) {
          const { start, skip } = decide(needsOf(graph), states);
          if (start.length === 0 && skip.length === 0) break;
          for (const { task } of skip) states.set(task, 'skipped');
          for (const task of start) {
            const needed = graph.edges.filter((edge) => edge.to === task);
            assert.ok(needed.every((edge) => states.get(edge.from) === 'completed'));
            states.set(task, fates.next().value === true ? 'completed' : 'failed');
          }
        }
        assert.equal(states.size, graph.nodes.length);
      }),
    );
  });
});
