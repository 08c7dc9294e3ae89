import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type GraphLayout, type PlacedTask, taskSizes } from './layout.ts';
import { neighbour } from './navigate.ts';

const span = { start: 0, end: 0 };
const at = (name: string, x: number, y: number): PlacedTask => ({
  node: { name, call: 'sample', detail: '', span },
  box: { x, y, ...taskSizes.declared },
});
const edge = (from: string, to: string) => ({ from, to, path: '', end: { x: 0, y: 0 } });

/** `a` leads to `b` above and `c` level with it; both lead to `d`. */
const layout: GraphLayout = {
  direction: 'right',
  width: 1000,
  height: 400,
  tasks: [at('a', 0, 200), at('b', 300, 0), at('c', 300, 200), at('d', 600, 100)],
  edges: [edge('a', 'b'), edge('a', 'c'), edge('b', 'd'), edge('c', 'd')],
};

function check(from: string, key: string, to: string | undefined, of: GraphLayout = layout) {
  assert.equal(neighbour(of, from, key), to, `${key} from ${from}`);
}

describe('keys in the task graph', () => {
  it('follow the edges, the straightest first', () => {
    check('a', 'ArrowRight', 'c');
    check('c', 'ArrowRight', 'd');
    check('b', 'ArrowLeft', 'a');
  });

  it('walk within a layer', () => {
    check('b', 'ArrowDown', 'c');
    check('c', 'ArrowUp', 'b');
    check('b', 'ArrowUp', undefined);
  });

  it('stop at the ends', () => {
    check('a', 'ArrowLeft', undefined);
    check('d', 'ArrowRight', undefined);
  });

  it('jump to the first and the last task of the file', () => {
    check('c', 'Home', 'a');
    check('b', 'End', 'd');
  });

  it('turn with the graph', () => {
    const turned: GraphLayout = {
      ...layout,
      direction: 'down',
      tasks: layout.tasks.map(({ node, box }) => ({ node, box: { ...box, x: box.y, y: box.x } })),
    };
    check('a', 'ArrowDown', 'c', turned);
    check('b', 'ArrowRight', 'c', turned);
  });

  it('ignore other keys', () => {
    check('a', 'x', undefined);
  });
});
