import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { layoutBars } from './bar-layout.ts';
import type { Outcome } from './distribution.ts';

const space = { width: 600, height: 300, zoom: 1 };

function outcomes(count: number, bits: number): Outcome[] {
  return Array.from({ length: count }, (_, index) => ({
    key: index.toString(2).padStart(bits, '0'),
    probability: (index + 1) / count,
  }));
}

describe('layout of bars', () => {
  it('puts short keys into columns that grow upwards in proportion', () => {
    const { orientation, bars, plot } = layoutBars(outcomes(4, 2), space);
    assert.equal(orientation, 'columns');
    const [first, , , last] = bars;
    assert.ok(first && last);
    assert.ok(Math.abs(last.height - 4 * first.height) < 1e-9);
    for (const bar of bars) assert.ok(Math.abs(bar.y + bar.height - (plot.y + plot.height)) < 1e-9);
  });

  it('puts long keys into rows', () => {
    const { orientation, bars } = layoutBars(outcomes(4, 60), space);
    assert.equal(orientation, 'rows');
    assert.ok(bars.every(({ label }) => label?.includes('…')));
  });

  it('never lets neighbours overlap, however many there are', () => {
    for (const count of [1, 7, 64, 256]) {
      const { bars, width } = layoutBars(outcomes(count, 8), space);
      for (const [index, bar] of bars.entries()) {
        const next = bars[index + 1];
        if (next !== undefined) assert.ok(bar.x + bar.width <= next.x + 1e-9);
        assert.ok(bar.x + bar.width <= width);
      }
    }
  });

  it('fits its space until bars get too narrow, then grows beyond it', () => {
    assert.ok(layoutBars(outcomes(100, 8), space).width <= space.width);
    assert.ok(layoutBars(outcomes(256, 8), { ...space, width: 300 }).width > 300);
  });

  it('widens columns with the zoom', () => {
    const near = layoutBars(outcomes(64, 6), { ...space, zoom: 4 });
    const far = layoutBars(outcomes(64, 6), space);
    assert.ok(Math.abs(near.step - 4 * far.step) < 1e-9);
  });

  it('leaves labels out where they would overlap', () => {
    const { bars, step } = layoutBars(outcomes(256, 8), space);
    const labelled = bars.filter(({ label }) => label !== undefined);
    const [first, second] = labelled;
    assert.ok(first && second && second.x - first.x >= 16 && step < 16);
  });

  it('holds the whole error bar', () => {
    const outcome = { key: '0', probability: 0.5, count: 5, interval: { low: 0.2, high: 0.83 } };
    const { bars, plot } = layoutBars([outcome], space);
    const whisker = bars[0]?.whisker;
    assert.ok(whisker && whisker.to >= plot.y && whisker.from <= plot.y + plot.height);
    assert.ok(whisker.to < whisker.from);
  });

  it('draws nothing and no nonsense for nothing', () => {
    const { bars, ticks } = layoutBars([], space);
    assert.equal(bars.length, 0);
    assert.ok(ticks.every(({ position }) => Number.isFinite(position)));
  });
});
