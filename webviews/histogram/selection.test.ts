import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Distribution } from './distribution.ts';
import { findByPrefix, select } from './selection.ts';

const distribution: Distribution = {
  outcomes: [
    { key: '000', probability: 0.1 },
    { key: '001', probability: 0.4 },
    { key: '010', probability: 0.1 },
    { key: '110', probability: 0.3 },
  ],
  shots: 0,
  omitted: { outcomes: 4, probability: 0.1 },
};

const keys = (choice: Parameters<typeof select>[1]) =>
  select(distribution, choice).shown.map(({ key }) => key);

describe('selection of outcomes', () => {
  it('orders by outcome', () => {
    assert.deepEqual(keys({ order: 'outcome', most: 9, filter: '' }), ['000', '001', '010', '110']);
  });

  it('orders by frequency, equal ones by outcome', () => {
    assert.deepEqual(keys({ order: 'frequency', most: 9, filter: '' }), ['001', '110', '000', '010']);
  });

  it('keeps the likeliest whatever the order', () => {
    assert.deepEqual(keys({ order: 'outcome', most: 2, filter: '' }), ['001', '110']);
  });

  it('says what it hides, with what never came', () => {
    const { hidden } = select(distribution, { order: 'outcome', most: 2, filter: '' });
    assert.equal(hidden.outcomes, 6);
    assert.ok(Math.abs(hidden.probability - 0.3) < 1e-12);
  });

  it('filters by a part of the key', () => {
    assert.deepEqual(keys({ order: 'outcome', most: 9, filter: '10' }), ['010', '110']);
  });

  it('filters by a pattern of the whole key', () => {
    assert.deepEqual(keys({ order: 'outcome', most: 9, filter: '?10' }), ['010', '110']);
    assert.deepEqual(keys({ order: 'outcome', most: 9, filter: '0*' }), ['000', '001', '010']);
    assert.deepEqual(keys({ order: 'outcome', most: 9, filter: '?1' }), []);
  });

  it('takes other signs of expressions literally', () => {
    assert.deepEqual(keys({ order: 'outcome', most: 9, filter: '(*' }), []);
  });

  it('counts what matches before it cuts', () => {
    assert.equal(select(distribution, { order: 'outcome', most: 1, filter: '0?' }).matching, 0);
    assert.equal(select(distribution, { order: 'outcome', most: 1, filter: '0' }).matching, 4);
  });

  it('finds by what was typed', () => {
    const { shown } = select(distribution, { order: 'outcome', most: 9, filter: '' });
    assert.equal(findByPrefix(shown, '01'), 2);
    assert.equal(findByPrefix(shown, '111'), -1);
  });
});
