import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { wilson } from './wilson.ts';

function check(count: number, shots: number, low: number, high: number) {
  const interval = wilson(count, shots);
  assert.ok(Math.abs(interval.low - low) < 5e-5, `low ${interval.low}, not ${low}`);
  assert.ok(Math.abs(interval.high - high) < 5e-5, `high ${interval.high}, not ${high}`);
}

describe('Wilson interval', () => {
  it('agrees with published values', () => {
    // Newcombe (1998), Statistics in Medicine 17, table I, method 3.
    check(81, 263, 0.2553, 0.3662);
    check(15, 148, 0.0624, 0.1605);
    check(0, 20, 0, 0.1611);
    check(1, 29, 0.0061, 0.1718);
  });

  it('is symmetric under exchange of the outcome and its opposite', () => {
    const some = wilson(7, 50);
    const other = wilson(43, 50);
    assert.ok(Math.abs(some.low - (1 - other.high)) < 1e-12);
    assert.ok(Math.abs(some.high - (1 - other.low)) < 1e-12);
  });

  it('stays within [0, 1] and holds the observed share', () => {
    for (const shots of [1, 2, 10, 1000])
      for (let count = 0; count <= shots; count += Math.ceil(shots / 10)) {
        const { low, high } = wilson(count, shots);
        assert.ok(low >= 0 && high <= 1 && low <= count / shots && count / shots <= high);
      }
  });

  it('knows nothing without shots', () => {
    assert.deepEqual(wilson(0, 0), { low: 0, high: 1 });
  });
});
