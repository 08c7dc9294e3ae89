import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  clip,
  formatDuration,
  formatEstimate,
  formatPercent,
  formatPhase,
  formatShots,
  shorten,
} from './format.ts';

describe('format', () => {
  it('shots', () => {
    assert.equal(formatShots(0), 'exact');
    assert.equal(formatShots(1), '1 shot');
    assert.equal(formatShots(4096), '4,096 shots');
  });

  it('percentages', () => {
    assert.equal(formatPercent(0.5), '50 %');
    assert.equal(formatPercent(0.500977), '50.1 %');
    assert.equal(formatPercent(1 / 4096), '0.0244 %');
    assert.equal(formatPercent(1e-9), '1.0e-7 %');
    assert.equal(formatPercent(0), '0 %');
  });

  it('durations', () => {
    assert.equal(formatDuration(0.2), '< 1 ms');
    assert.equal(formatDuration(3.21), '3.21 ms');
    assert.equal(formatDuration(1250), '1.25 s');
    assert.equal(formatDuration(125_000), '2 min 5 s');
    assert.equal(formatDuration(3_700_000), '1 h 1 min');
  });

  it('estimates to two digits of their error', () => {
    assert.equal(formatEstimate(-1.137_012, 0.0021), '-1.1370 ± 0.0021');
    assert.equal(formatEstimate(12.3, 4.5), '12.3 ± 4.5');
    assert.equal(formatEstimate(0.5, 0), '0.5');
  });

  it('phases', () => {
    assert.equal(formatPhase(Math.PI / 4), '0.25 π');
    assert.equal(formatPhase(-Math.PI), '-1 π');
    assert.equal(formatPhase(0), '0');
  });

  it('long lines at their end', () => {
    assert.equal(clip('ansatz', 6), 'ansatz');
    assert.equal(clip('a long line', 8), 'a long…');
  });

  it('long names in the middle', () => {
    assert.equal(shorten('0101', 9), '0101');
    assert.equal(shorten('0000011111', 5), '00…11');
  });
});
