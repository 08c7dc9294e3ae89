import type { KeyTemplate } from '../sampling/readout.ts';

const zeroCode = '0'.charCodeAt(0);
const decoder = new TextDecoder('latin1');

/**
 * The keys of the first `count` frames, written 32 at a time.
 *
 * @param template with the numbers of measurements as sources.
 * @param bits what the reference found.
 * @param flips the frames that found otherwise, 32 a word.
 */
export function* frameKeys(
  { text, changing }: KeyTemplate,
  bits: readonly number[],
  flips: readonly Int32Array[],
  count: number,
): Generator<string> {
  const { length } = text;
  const block = new Uint8Array(32 * length);
  for (let at = 0; at < block.length; at++) block[at] = text.charCodeAt(at % length);
  for (let first = 0; first < count; first += 32) {
    for (const { place, source } of changing)
      writeColumn(block, place, length, flips[source]![first >> 5]! ^ -(bits[source] ?? 0));
    const end = Math.min(32, count - first) * length;
    for (let at = 0; at < end; at += length) yield decoder.decode(block.subarray(at, at + length));
  }
}

/** Writes one character of 32 keys that lie one behind the other. */
function writeColumn(block: Uint8Array, place: number, length: number, found: number): void {
  for (let frame = 0, at = place; frame < 32; frame++, at += length)
    block[at] = zeroCode + ((found >>> frame) & 1);
}
