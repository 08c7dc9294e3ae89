import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { stalePages } from '../docs/generate.ts';

describe('the documentation', () => {
  it('has the page of every diagnostic as the catalogue says it (node docs/generate.ts writes them)', async () => {
    assert.deepEqual(await stalePages(), []);
  });
});
