import assert from 'node:assert/strict';
import { constants, deflateRawSync } from 'node:zlib';
import { describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import { inflate } from './inflate.ts';

const random = new Random(5);

/** So many bytes out of an alphabet of the given size, with stretches that repeat what came up to 32 KiB before. */
function bytes(count: number, alphabet: number): Uint8Array {
  const all = new Uint8Array(count);
  for (let at = 0; at < count;) {
    const back = Math.floor(Math.min(at, 32_000) * random.next());
    const length = 1 + Math.floor(300 * random.next());
    const repeats = back > 0 && random.next() < 0.5;
    for (const end = Math.min(count, at + length); at < end; at++)
      all[at] = repeats ? (all[at - back] ?? 0) : Math.floor(alphabet * random.next());
  }
  return all;
}

describe('inflate', () => {
  const { Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE } = constants;
  for (const [name, level, strategy] of [
    ['stored as they are', 0, Z_DEFAULT_STRATEGY],
    ['with codes of their own', 9, Z_DEFAULT_STRATEGY],
    ['with fixed codes', 6, Z_FIXED],
    ['without repetitions', 6, Z_HUFFMAN_ONLY],
    ['with runs of one byte', 6, Z_RLE],
  ] as const)
    it(`gives back bytes ${name}`, () => {
      for (const count of [0, 1, 100, 70_000])
        for (const alphabet of [1, 2, 256]) {
          const expected = bytes(count, alphabet);
          assert.deepEqual(inflate(deflateRawSync(expected, { level, strategy }), count), expected);
        }
    });

  it('refuses what ends too early, has another length or is no deflate', () => {
    const all = bytes(5000, 200);
    const packed = deflateRawSync(all);
    assert.throws(() => inflate(packed.subarray(0, 1000), 5000), RangeError);
    assert.throws(() => inflate(packed, 4999), RangeError);
    assert.throws(() => inflate(packed, 5001), RangeError);
    assert.throws(() => inflate(Uint8Array.of(7), 10), /no block of this kind/);
    // A repetition of three bytes in front of any byte.
    assert.throws(() => inflate(Uint8Array.of(0x03, 0x02, 0x00), 10), /before their start/);
  });
});
