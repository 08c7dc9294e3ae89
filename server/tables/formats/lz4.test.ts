import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { decodeBlock, decodeFramed } from './lz4.ts';

/** The bytes of a length that does not fit into its half of the token. */
function beyond(length: number): number[] {
  if (length < 15) return [];
  const rest = length - 15;
  return [...Array.from({ length: Math.floor(rest / 255) }, () => 255), rest % 255];
}

/** A block of LZ4 that takes the longest match from the nearest place, as simple as the format allows. */
function encode(bytes: Uint8Array): Uint8Array {
  const block: number[] = [];
  let literals: number[] = [];
  const sequence = (match: number, distance: number) => {
    const [first, second] = [Math.min(15, literals.length), Math.min(15, match)];
    block.push(16 * first + second, ...beyond(literals.length), ...literals);
    if (distance > 0) block.push(distance % 256, distance >> 8, ...beyond(match));
    literals = [];
  };
  for (let at = 0; at < bytes.length;) {
    const { length, distance } = longestMatch(bytes, at);
    if (length < 4) literals.push(bytes[at++] ?? 0);
    else {
      sequence(length - 4, distance);
      at += length;
    }
  }
  sequence(0, 0);
  return Uint8Array.from(block);
}

function longestMatch(bytes: Uint8Array, at: number): { length: number; distance: number } {
  let best = { length: 0, distance: 0 };
  for (let distance = 1; distance <= Math.min(at, 65_535); distance++) {
    let length = 0;
    while (at + length < bytes.length && bytes[at + length] === bytes[at + length - distance]) length++;
    if (length > best.length) best = { length, distance };
  }
  return best;
}

function frame(bytes: Uint8Array): number[] {
  const block = encode(bytes);
  const sizes = new DataView(new ArrayBuffer(8));
  sizes.setUint32(0, bytes.length);
  sizes.setUint32(4, block.length);
  return [...new Uint8Array(sizes.buffer), ...block];
}

/** Few different bytes repeat often. */
const anyBytes = fc
  .array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 300 })), { maxLength: 6 })
  .map((runs) => Uint8Array.from(runs.flatMap(([byte, count]) => Array.from({ length: count }, () => byte))));

describe('LZ4', () => {
  it('is read as the format of its blocks says', () => {
    // "abcd" as letters, eight bytes back from four away, then the letters "efghi": the example has every part.
    const block = [0x44, ...Buffer.from('abcd'), 4, 0, 0x50, ...Buffer.from('efghi')];
    assert.equal(Buffer.from(decodeBlock(Uint8Array.from(block), 17)).toString(), 'abcdabcdabcdefghi');
  });

  it('gives back whatever was packed, in one block or in frames', () => {
    fc.assert(
      fc.property(anyBytes, anyBytes, (first, second) => {
        assert.deepEqual(decodeBlock(encode(first), first.length), first);
        const framed = Uint8Array.from([...frame(first), ...frame(second)]);
        const both = Uint8Array.from([...first, ...second]);
        if (first.length > 0 && second.length > 0) assert.deepEqual(decodeFramed(framed, both.length), both);
        if (first.length > 0) assert.deepEqual(decodeFramed(encode(first), first.length), first);
      }),
      { numRuns: 60 },
    );
  });

  it('says that it is damaged instead of reading beyond its end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(200), (bytes, size) => {
        for (const decode of [decodeBlock, decodeFramed]) {
          try {
            assert.equal(decode(bytes, size).length, size);
          } catch (error) {
            assert.ok(error instanceof RangeError);
            assert.equal(error.message, 'its LZ4 blocks are damaged');
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});
