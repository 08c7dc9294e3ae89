import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fit, open, pan, reveal, zoomAt } from './viewport.ts';

const window = { width: 400, height: 300 };

describe('viewport', () => {
  it('centres a small drawing without enlarging it', () => {
    assert.deepEqual(fit({ width: 200, height: 100 }, window), { x: 100, y: 100, scale: 1 });
  });

  it('shrinks a large drawing into the window', () => {
    assert.deepEqual(fit({ width: 800, height: 300 }, window), { x: 0, y: 75, scale: 0.5 });
  });

  it('opens on the whole drawing where it can be read', () => {
    const box = { x: 0, y: 0, width: 100, height: 50 };
    assert.deepEqual(
      open({ width: 500, height: 300 }, window, box),
      fit({ width: 500, height: 300 }, window),
    );
  });

  it('else opens around what needs attention', () => {
    const box = { x: 5000, y: 700, width: 100, height: 50 };
    const { x, y, scale } = open({ width: 9000, height: 900 }, window, box);
    assert.ok(scale > 0.5);
    assert.ok(Math.abs((box.x + 50) * scale + x - 200) < 1e-9);
    assert.ok(Math.abs((box.y + 25) * scale + y - 150) < 1e-9);
  });

  it('keeps the point under the pointer when zooming', () => {
    const before = { x: 30, y: -20, scale: 0.7 };
    const point = { x: 120, y: 80 };
    const after = zoomAt(before, point, 1.6);
    const drawn = (view: typeof before) => [(point.x - view.x) / view.scale, (point.y - view.y) / view.scale];
    const [x0 = 0, y0 = 0] = drawn(before);
    const [x1 = 1, y1 = 1] = drawn(after);
    assert.ok(Math.abs(x0 - x1) < 1e-9 && Math.abs(y0 - y1) < 1e-9);
  });

  it('stops zooming at both ends', () => {
    let view = { x: 0, y: 0, scale: 1 };
    for (let turn = 0; turn < 50; turn++) view = zoomAt(view, { x: 0, y: 0 }, 2);
    assert.equal(view.scale, 3);
    for (let turn = 0; turn < 50; turn++) view = zoomAt(view, { x: 0, y: 0 }, 0.5);
    assert.equal(view.scale, 0.05);
  });

  it('does not move for a box that is seen', () => {
    const view = { x: 0, y: 0, scale: 1 };
    assert.deepEqual(reveal(view, { x: 100, y: 100, width: 50, height: 50 }, window), view);
  });

  it('moves a box into the window from every side', () => {
    const view = { x: 0, y: 0, scale: 1 };
    for (const [x, y] of [
      [-200, 100],
      [900, 100],
      [100, -300],
      [100, 900],
    ] as const) {
      const moved = reveal(view, { x, y, width: 50, height: 50 }, window);
      const left = x + moved.x;
      const top = y + moved.y;
      assert.ok(left >= 0 && left + 50 <= window.width && top >= 0 && top + 50 <= window.height);
    }
  });

  it('pans', () => {
    assert.deepEqual(pan({ x: 1, y: 2, scale: 3 }, 10, -10), { x: 11, y: -8, scale: 3 });
  });
});
