import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { layoutConvergence } from './convergence-layout.ts';

const size = { width: 400, height: 200 };

function history(values: readonly number[]) {
  return values.map((value, place) => ({
    iteration: place + 1,
    value,
    step: 0.1,
    best: Math.min(...values.slice(0, place + 1)),
  }));
}

/** The points of a path. */
function points(path: string): readonly (readonly [number, number])[] {
  return [...path.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
}

describe('the line of a search', () => {
  it('goes from left to right, lower values lower on the page', () => {
    const { values, best } = layoutConvergence(history([1, -1, 0]), size);
    const [first, second, third] = points(values);
    assert.ok(first && second && third);
    assert.ok(first[0] < second[0] && second[0] < third[0]);
    assert.ok(first[1] < third[1] && third[1] < second[1]);
    assert.equal(points(best)[2]?.[1], second[1]);
  });

  it('stays within the drawing, also for one iteration and for values that are all the same', () => {
    for (const values of [[5], [2, 2, 2], [0], [1e-9, 3e9, -4]]) {
      const drawn = layoutConvergence(history(values), size);
      assert.equal(points(drawn.values).length, values.length);
      for (const [x, y] of points(drawn.values)) assert.ok(x >= 0 && x <= 400 && y >= 0 && y <= 200);
    }
  });

  it('leaves out what is no number, and draws nothing of nothing', () => {
    assert.equal(points(layoutConvergence(history([1, NaN, 0]), size).values).length, 2);
    assert.equal(layoutConvergence([], size).values, '');
  });

  it('draws long searches with fewer points, and always the last', () => {
    const long = history(Array.from({ length: 10_000 }, (_, place) => -place));
    const drawn = points(layoutConvergence(long, size).values);
    assert.ok(drawn.length <= 1500 && drawn.length > 500);
    assert.equal(drawn.at(-1)?.[0], 388);
  });
});
