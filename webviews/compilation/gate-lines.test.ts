import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isFrom, statementAt, usedQubits, visibleLines } from './gate-lines.ts';

const line = (start: number, end: number, qubits: readonly number[] = [0]) => ({
  text: 'x',
  qubits,
  start,
  end,
});

describe('the lines of gates', () => {
  it('are drawn where they are seen, and a few around', () => {
    assert.deepEqual(visibleLines(10_000, 0, 480), { first: 0, end: 40 });
    assert.deepEqual(visibleLines(10_000, 24_000, 480), { first: 980, end: 1040 });
    assert.deepEqual(visibleLines(3, 0, 480), { first: 0, end: 3 });
  });

  it('belong to the narrowest statement around an offset', () => {
    const lines = [line(0, 50), line(10, 20), line(30, 40, [3, 1])];
    assert.deepEqual(statementAt(lines, 15), lines[1]);
    assert.deepEqual(statementAt(lines, 25), lines[0]);
    assert.equal(statementAt(lines, 60), undefined);
    assert.ok(isFrom(line(10, 20), lines[1]));
    assert.ok(!isFrom(line(10, 20), undefined));
    assert.deepEqual(usedQubits(lines), [0, 1, 3]);
  });
});
