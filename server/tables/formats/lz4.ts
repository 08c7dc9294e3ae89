/** Reading of LZ4, which Node's own compressors lack: blocks as their format says, and the frames around them that Hadoop writes. */

/** The shortest match; a token counts what is beyond it. */
const shortestMatch = 4;

/** A length of 15 in a token goes on in bytes behind it, of which the last is below 255. */
const lengthInToken = 15;

/** @param size of what comes out, in bytes @throws {RangeError} where the block is damaged */
export function decodeBlock(block: Uint8Array, size: number): Uint8Array {
  const output = new Uint8Array(size);
  let [from, to] = [0, 0];
  const longer = (length: number): number => {
    if (length < lengthInToken) return length;
    for (let total = length; ;) {
      const more = block[from++];
      if (more === undefined) throw damaged();
      total += more;
      if (more < 255) return total;
    }
  };
  while (from < block.length) {
    const token = block[from++] ?? 0;
    const literals = longer(token >> 4);
    if (from + literals > block.length || to + literals > size) throw damaged();
    output.set(block.subarray(from, from + literals), to);
    [from, to] = [from + literals, to + literals];
    // The last sequence has no match.
    if (from === block.length) break;
    const distance = (block[from] ?? 0) + 256 * (block[from + 1] ?? 0);
    from += 2;
    const length = longer(token & 15) + shortestMatch;
    if (distance === 0 || distance > to || to + length > size) throw damaged();
    to = copyBack(output, to, distance, length);
  }
  if (to !== size) throw damaged();
  return output;
}

/** A match may reach into what it writes itself, and then repeats it. */
function copyBack(output: Uint8Array, to: number, distance: number, length: number): number {
  if (distance >= length) output.copyWithin(to, to - distance, to - distance + length);
  else for (let place = to; place < to + length; place++) output[place] = output[place - distance] ?? 0;
  return to + length;
}

function damaged(): RangeError {
  return new RangeError('its LZ4 blocks are damaged');
}

/**
 * Blocks that each have their size before and after compression in front of them, in four bytes with the highest first; what has no
 * such frames is one block.
 */
export function decodeFramed(bytes: Uint8Array, size: number): Uint8Array {
  return decodeFrames(bytes, size) ?? decodeBlock(bytes, size);
}

function decodeFrames(bytes: Uint8Array, size: number): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const output = new Uint8Array(size);
  let [from, to] = [0, 0];
  while (from < bytes.length) {
    if (from + 8 > bytes.length) return undefined;
    const [whole, compressed] = [view.getUint32(from), view.getUint32(from + 4)];
    const end = from + 8 + compressed;
    if (whole === 0 || end > bytes.length || to + whole > size) return undefined;
    output.set(decodeBlock(bytes.subarray(from + 8, end), whole), to);
    [from, to] = [end, to + whole];
  }
  return to === size ? output : undefined;
}
