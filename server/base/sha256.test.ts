import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { sha256 } from './sha256.ts';

const reference = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

describe('SHA-256', () => {
  it('has the digests of the standard', () => {
    const known = {
      '': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      abc: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq:
        '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    };
    for (const [text, digest] of Object.entries(known)) assert.equal(sha256(text), digest);
  });

  it("agrees with Node's of texts and bytes of every length around a block", () => {
    for (let length = 0; length <= 130; length++) {
      const bytes = Uint8Array.from({ length }, (_, place) => (place * 37 + length) & 255);
      assert.equal(sha256(bytes), reference(bytes));
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => sha256(text) === reference(text)),
    );
    assert.equal(sha256('\ud800 alone'), reference('\ud800 alone'));
  });
});
