/** Sets of small numbers as rows of 32-bit words in one array. */
export class BitSets {
  readonly words: Uint32Array;
  /** Words of one set. */
  readonly width: number;

  constructor(rows: number, size: number) {
    this.width = Math.ceil(size / 32);
    this.words = new Uint32Array(rows * this.width);
  }

  add(row: number, value: number): void {
    const place = row * this.width + (value >>> 5);
    this.words[place] = this.words[place]! | (1 << (value & 31));
  }

  /** Members of a set, ascending. */
  members(row: number): number[] {
    const found: number[] = [];
    for (let word = 0; word < this.width; word++) {
      let bits = this.words[row * this.width + word]!;
      for (; bits !== 0; bits &= bits - 1) found.push(32 * word + 31 - Math.clz32(bits & -bits));
    }
    return found;
  }
}

/** Set bits of a 32-bit word. */
export function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
