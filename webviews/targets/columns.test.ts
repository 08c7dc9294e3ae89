import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { TargetRow } from '../../server/protocol/index.ts';
import { columns, sorted } from './columns.ts';

const rows: readonly TargetRow[] = [
  { device: 'b', title: 'B', fits: false, reasons: ['b has 2 qubits.'], source: 's' },
  {
    device: 'c',
    title: 'C',
    fits: true,
    reasons: [],
    source: 's',
    success: 0.5,
    secondsPerShot: 2e-6,
    dollars: 1.25,
  },
  { device: 'a', title: 'A', fits: true, reasons: [], source: 's', success: 0.25, secondsPerShot: 5e-8 },
];

function order(name: string, isDescending: boolean): string {
  const column = columns.find((one) => one.name === name);
  assert.ok(column);
  return sorted(rows, column, isDescending)
    .map(({ device }) => device)
    .join('');
}

describe('the columns of the table of targets', () => {
  it('put rows in order, those without a value last', () => {
    assert.equal(order('Device', false), 'abc');
    assert.equal(order('Success', false), 'acb');
    assert.equal(order('Success', true), 'cab');
    assert.equal(order('Cost', true).startsWith('c'), true);
  });

  it('say what a cell shows and why', () => {
    const cells = columns.map(({ text }) => rows.map(text));
    assert.deepEqual(cells[1], ['✗ no', '✓ yes', '✓ yes']);
    assert.deepEqual(cells[2], ['–', '50 %', '25 %']);
    assert.deepEqual(cells[5], ['–', '2 µs', '50 ns']);
    assert.deepEqual(cells[6], ['–', '$1.25', '–']);
    for (const { tooltip } of columns) for (const row of rows) assert.notEqual(tooltip(row), '');
  });
});
