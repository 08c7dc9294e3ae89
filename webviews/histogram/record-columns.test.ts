import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { recordColumns } from './record-columns.ts';

describe('records as columns', () => {
  it('have a row for each place of their lists, and what stands once apart', () => {
    assert.deepEqual(recordColumns({ accuracy: 0.5, values: [0, 1], scores: [[1], [2]] }), {
      facts: [['accuracy', 0.5]],
      columns: [
        ['values', [0, 1]],
        ['scores', [[1], [2]]],
      ],
      rows: 2,
    });
  });

  it('are none without values, with empty ones, or with lists of different lengths', () => {
    for (const value of [
      1,
      'text',
      [1, 2],
      { a: 1 },
      { values: [], b: 1 },
      { values: [1, 2], b: [1] },
      { a: [1] },
      { re: 1, im: 2 },
    ])
      assert.equal(recordColumns(value), undefined);
  });
});
