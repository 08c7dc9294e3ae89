import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { TaskGraph } from '../../server/protocol/index.ts';
import { bestLayout, fitScale, layoutGraph } from './layout.ts';

/** A graph from lines such as `a -> b`. */
function graphOf(...lines: string[]): TaskGraph {
  const edges = lines
    .filter((line) => line.includes('->'))
    .map((line) => {
      const [from = '', to = ''] = line.split(' -> ');
      return { from, to };
    });
  const names = [...new Set(lines.flatMap((line) => line.split(' -> ')))];
  const span = { start: 0, end: 0 };
  return { workflow: 'w', nodes: names.map((name) => ({ name, call: 'sample', detail: '', span })), edges };
}

function boxes(graph: TaskGraph, direction: 'right' | 'down') {
  const { tasks } = layoutGraph(graph, direction);
  return new Map(tasks.map(({ node, box }) => [node.name, box]));
}

describe('layout of a task graph', () => {
  const diamond = graphOf('a -> b', 'a -> c', 'b -> d', 'c -> d');

  it('puts every task to the right of what it needs', () => {
    const placed = boxes(diamond, 'right');
    for (const { from, to } of diamond.edges) {
      const before = placed.get(from);
      const after = placed.get(to);
      assert.ok(before && after && before.x + before.width < after.x);
    }
  });

  it('or below it', () => {
    const placed = boxes(diamond, 'down');
    for (const { from, to } of diamond.edges) {
      const before = placed.get(from);
      const after = placed.get(to);
      assert.ok(before && after && before.y + before.height < after.y);
    }
  });

  it('lets no two tasks overlap and none leave the drawing, with 200 of them', () => {
    const lines = Array.from({ length: 199 }, (_, index) => `t${Math.floor(index / 3)} -> t${index + 1}`);
    const { tasks, width, height } = layoutGraph(graphOf(...lines), 'right');
    assert.equal(tasks.length, 200);
    for (const [index, { box }] of tasks.entries()) {
      assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height);
      for (const other of tasks.slice(index + 1)) {
        const apart =
          Math.abs(box.x - other.box.x) >= box.width || Math.abs(box.y - other.box.y) >= box.height;
        assert.ok(apart, `${tasks[index]?.node.name} overlaps ${other.node.name}`);
      }
    }
  });

  it('draws a cycle, which a text may have for a moment', () => {
    const { edges } = layoutGraph(graphOf('a -> b', 'b -> a'), 'right');
    assert.equal(edges.length, 2);
    for (const { path } of edges) assert.match(path, /^M[\d. -]+C/);
  });

  it('leaves out edges to tasks that do not exist', () => {
    const graph = { ...graphOf('a'), edges: [{ from: 'a', to: 'nowhere' }] };
    assert.equal(layoutGraph(graph, 'right').edges.length, 0);
  });

  it('lays out nothing', () => {
    assert.deepEqual(layoutGraph(graphOf(), 'right').tasks, []);
  });

  it('prefers left to right where there is room, and what fits where there is not', () => {
    const chain = graphOf('a -> b', 'b -> c', 'c -> d', 'd -> e');
    assert.equal(bestLayout(chain, { width: 2000, height: 400 }).direction, 'right');
    assert.equal(bestLayout(chain, { width: 500, height: 900 }).direction, 'down');
  });

  it('never enlarges', () => {
    assert.equal(fitScale({ width: 100, height: 100 }, { width: 1000, height: 1000 }), 1);
    assert.equal(fitScale({ width: 2000, height: 100 }, { width: 1000, height: 1000 }), 0.5);
  });
});
