import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseCron } from './cron.ts';

describe('a text of times', () => {
  it('are refused with the reason', () => {
    assert.match(String(parseCron('0 3 * *')), /five fields/);
    assert.match(String(parseCron('')), /five fields/);
    assert.equal(parseCron('60 * * * *'), '`60` is no minute from 0 to 59');
    assert.equal(parseCron('0 5-3 * * *'), '`5-3` is no hour from 0 to 23');
    for (const wrong of ['*/0', '*-3', '1,,2', '-1', 'mon', '1.5'])
      assert.match(String(parseCron(`${wrong} * * * *`)), /no minute/);
  });
});
