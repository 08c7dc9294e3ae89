import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Patience } from './patience.ts';

const nextTurn = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('long work beside short work', () => {
  it('waits as long as requests come in', async () => {
    const patience = new Patience();
    const done: string[] = [];
    const long = patience.whenQuiet(async () => done.push('long'));
    for (let request = 0; request < 3; request++) {
      patience.arrived();
      done.push('short');
      await nextTurn();
    }
    await long;
    assert.deepEqual(done, ['short', 'short', 'short', 'long']);
  });

  it('is done piece after piece, and a piece that fails holds up none', async () => {
    const patience = new Patience();
    const done: string[] = [];
    const first = patience.whenQuiet(async () => {
      await nextTurn();
      done.push('first');
      throw new Error('no answer');
    });
    const second = patience.whenQuiet(async () => done.push('second'));
    await assert.rejects(first, /no answer/);
    await second;
    assert.deepEqual(done, ['first', 'second']);
  });

  it('is not put off for ever', async () => {
    const patience = new Patience();
    const done: string[] = [];
    const long = patience.whenQuiet(async () => done.push('long'));
    for (let request = 0; request < 100; request++) {
      patience.arrived();
      await nextTurn();
    }
    assert.deepEqual(done, ['long']);
    await long;
  });
});
