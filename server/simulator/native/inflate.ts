/** Orders in which the lengths of codes for lengths are written, and what symbols of lengths and distances stand for. */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const lengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const distanceExtra = Array.from({ length: 30 }, (_, symbol) => Math.max(0, (symbol >> 1) - 1));
/** The last symbol is the longest length by itself. */
const lengthBase = [...summed(lengthExtra.slice(0, -1), 3).slice(0, -1), 258];
const distanceBase = summed(distanceExtra, 1);

const mostCodeBits = 15;
const endOfBlock = 256;

/** Where ranges start that follow each other from `first` on and hold 2^bits numbers each. */
function summed(bits: readonly number[], first: number): readonly number[] {
  const starts = [first];
  for (const each of bits) starts.push((starts.at(-1) ?? 0) + 2 ** each);
  return starts;
}

/**
 * Unpacks raw deflate to so many bytes, in one go: the host's own way answers later, and takes a fresh worker longer to
 * load than kernels take.
 *
 * @throws {RangeError} for what is no deflate of so many bytes.
 * @see https://www.rfc-editor.org/rfc/rfc1951
 */
export function inflate(packed: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  return new Inflation(packed, length).all();
}

/** A canonical prefix code: how many codes have each length, and the symbols in the order of their codes. */
interface Code {
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

function codeOf(lengths: readonly number[]): Code {
  const counts = new Uint16Array(mostCodeBits + 1);
  for (const length of lengths) if (length > 0) counts[length] = (counts[length] ?? 0) + 1;
  const symbols = [...lengths.keys()]
    .filter((symbol) => lengths[symbol] !== 0)
    .sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0) || a - b);
  return { counts, symbols: Uint16Array.from(symbols) };
}

const fixedLengths = codeOf(
  Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8)),
);
const fixedDistances = codeOf(Array<number>(30).fill(5));

class Inflation {
  readonly #from: Uint8Array;
  readonly #to: Uint8Array<ArrayBuffer>;
  #read = 0;
  #written = 0;
  /** Bits that were read and not used yet, the next one the lowest. */
  #bits = 0;
  #bitCount = 0;

  constructor(from: Uint8Array, length: number) {
    this.#from = from;
    this.#to = new Uint8Array(length);
  }

  all(): Uint8Array<ArrayBuffer> {
    for (let isLast = false; !isLast;) {
      isLast = this.#take(1) === 1;
      this.#block(this.#take(2));
    }
    if (this.#written !== this.#to.length) throw new RangeError('the packed bytes have another length');
    return this.#to;
  }

  #block(kind: number): void {
    if (kind === 0) return this.#stored();
    if (kind === 1) return this.#coded(fixedLengths, fixedDistances);
    if (kind !== 2) throw new RangeError('packed bytes have no block of this kind');
    const [lengths, distances, count] = [this.#take(5) + 257, this.#take(5) + 1, this.#take(4) + 4];
    const ofLengths = Array<number>(19).fill(0);
    for (const symbol of lengthOrder.slice(0, count)) ofLengths[symbol] = this.#take(3);
    const all = this.#codeLengths(codeOf(ofLengths), lengths + distances);
    this.#coded(codeOf(all.slice(0, lengths)), codeOf(all.slice(lengths)));
  }

  #stored(): void {
    this.#bits = this.#bitCount = 0;
    const length = this.#take(16);
    this.#take(16);
    for (let left = length; left > 0; left--) this.#write(this.#take(8));
  }

  /** Lengths of codes, where runs of equal ones are written as one symbol. */
  #codeLengths(code: Code, count: number): readonly number[] {
    const lengths: number[] = [];
    while (lengths.length < count) {
      const symbol = this.#symbol(code);
      if (symbol < 16) lengths.push(symbol);
      else {
        const [value, bits, least] =
          symbol === 16 ? [lengths.at(-1) ?? 0, 2, 3] : symbol === 17 ? [0, 3, 3] : [0, 7, 11];
        for (let left = least + this.#take(bits); left > 0; left--) lengths.push(value);
      }
    }
    return lengths;
  }

  #coded(lengths: Code, distances: Code): void {
    for (let symbol = this.#symbol(lengths); symbol !== endOfBlock; symbol = this.#symbol(lengths))
      if (symbol < endOfBlock) this.#write(symbol);
      else this.#copy(this.#ranged(symbol - endOfBlock - 1, lengthBase, lengthExtra), distances);
  }

  #copy(length: number, distances: Code): void {
    const distance = this.#ranged(this.#symbol(distances), distanceBase, distanceExtra);
    if (distance > this.#written) throw new RangeError('packed bytes repeat what is before their start');
    for (let left = length; left > 0; left--) this.#write(this.#to[this.#written - distance] ?? 0);
  }

  #ranged(symbol: number, base: readonly number[], extra: readonly number[]): number {
    return (base[symbol] ?? 0) + this.#take(extra[symbol] ?? 0);
  }

  /** Reads a code bit by bit: those of one length follow each other, behind twice the last of the length before. */
  #symbol({ counts, symbols }: Code): number {
    let [code, first, place] = [0, 0, 0];
    for (let length = 1; length <= mostCodeBits; length++) {
      code |= this.#take(1);
      const count = counts[length] ?? 0;
      if (code - first < count) return symbols[place + code - first] ?? 0;
      place += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new RangeError('packed bytes have no such code');
  }

  #take(count: number): number {
    while (this.#bitCount < count) {
      const byte = this.#from[this.#read++];
      if (byte === undefined) throw new RangeError('the packed bytes end too early');
      this.#bits |= byte << this.#bitCount;
      this.#bitCount += 8;
    }
    const taken = this.#bits & ((1 << count) - 1);
    this.#bits >>>= count;
    this.#bitCount -= count;
    return taken;
  }

  #write(byte: number): void {
    if (this.#written === this.#to.length) throw new RangeError('the packed bytes have another length');
    this.#to[this.#written++] = byte;
  }
}
