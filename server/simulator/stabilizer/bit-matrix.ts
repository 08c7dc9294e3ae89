/**
 * The transpose of a matrix of bits that is stored by columns, 32 rows a word: its rows, 32 columns a word, one after
 * the other, each of ⌈columns / 32⌉ words.
 *
 * @param startOf where a column starts in `bits`.
 * @param words words of a column.
 */
export function rowsOf(
  bits: Int32Array,
  startOf: (column: number) => number,
  columns: number,
  words: number,
): Int32Array {
  const width = Math.ceil(columns / 32);
  const rows = new Int32Array(32 * words * width);
  const block = new Int32Array(32);
  for (let across = 0; across < width; across++) {
    const starts = Int32Array.from({ length: Math.min(32, columns - 32 * across) }, (_, column) =>
      startOf(32 * across + column),
    );
    for (let word = 0; word < words; word++) {
      if (!gather(block, bits, starts, word)) continue;
      transposeBlock(block);
      for (let row = 0; row < 32; row++) rows[(32 * word + row) * width + across] = block[row]!;
    }
  }
  return rows;
}

/** Fills a block with one word of each column; whether any bit is set. */
function gather(block: Int32Array, bits: Int32Array, starts: Int32Array, word: number): boolean {
  let all = 0;
  for (let column = 0; column < 32; column++) {
    const value = column < starts.length ? bits[starts[column]! + word]! : 0;
    block[column] = value;
    all |= value;
  }
  return all !== 0;
}

/** Transposes 32 × 32 bits in place by halves; Warren, "Hacker's Delight", 2nd edition, section 7-3. */
function transposeBlock(block: Int32Array): void {
  for (let size = 16, mask = 0x0000ffff; size > 0; size >>= 1, mask ^= mask << size)
    for (let at = 0; at < 32; at = (at + size + 1) & ~size) {
      const moved = ((block[at]! >>> size) ^ block[at + size]!) & mask;
      block[at]! ^= moved << size;
      block[at + size]! ^= moved;
    }
}
