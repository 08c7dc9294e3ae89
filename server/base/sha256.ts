/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, section 4.2.2). */
const rounds = Int32Array.from(firstPrimes(64), (prime) => fraction(Math.cbrt(prime)));

/** The same of the square roots of the first eight: the state before the first block (section 5.3.3). */
const start = Uint32Array.from(firstPrimes(8), (prime) => fraction(Math.sqrt(prime)));

const blockBytes = 64;
/** The length of the message in bits takes the last bytes of its last block. */
const lengthBytes = 8;

/**
 * The SHA-256 of a text in UTF-8, or of bytes, as 64 hexadecimal digits (FIPS 180-4). For places without a library that
 * answers at once: browsers answer later.
 */
export function sha256(content: string | Uint8Array): string {
  const bytes = padded(typeof content === 'string' ? utf8(content) : content);
  const words = new DataView(bytes.buffer);
  const state = start.slice();
  const schedule = new Int32Array(64);
  for (let at = 0; at < bytes.length; at += blockBytes) {
    for (let t = 0; t < 16; t++) schedule[t] = words.getInt32(at + 4 * t);
    extend(schedule);
    compress(state, schedule);
  }
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('');
}

/** A one, zeros, and the length in bits up to a whole block (section 5.1.1). */
function padded(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const { length } = content;
  const blocks = Math.ceil((length + 1 + lengthBytes) / blockBytes);
  const bytes = new Uint8Array(blocks * blockBytes);
  bytes.set(content);
  bytes[length] = 0x80;
  const end = new DataView(bytes.buffer, bytes.length - lengthBytes);
  end.setUint32(0, Math.floor(length / 2 ** 29));
  end.setUint32(4, length << 3);
  return bytes;
}

/** Words 16 to 63 from those of the block (section 6.2.2, step 1). */
function extend(w: Int32Array): void {
  for (let t = 16; t < 64; t++) {
    const [early, late] = [word(w, t - 15), word(w, t - 2)];
    const first = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const second = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    w[t] = (word(w, t - 16) + first + word(w, t - 7) + second) | 0;
  }
}

/** Steps 2 to 4; one assignment after the other, because this takes all the time. */
function compress(state: Uint32Array, w: Int32Array): void {
  let [a, b, c, d] = [word(state, 0) | 0, word(state, 1) | 0, word(state, 2) | 0, word(state, 3) | 0];
  let [e, f, g, h] = [word(state, 4) | 0, word(state, 5) | 0, word(state, 6) | 0, word(state, 7) | 0];
  for (let t = 0; t < 64; t++) {
    const choice = (e & f) ^ (~e & g);
    const turns = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const added = (h + turns + choice + word(rounds, t) + word(w, t)) | 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const sum = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority;
    h = g;
    g = f;
    f = e;
    e = (d + added) | 0;
    d = c;
    c = b;
    b = a;
    a = (added + sum) | 0;
  }
  state.set([a, b, c, d, e, f, g, h].map((value, place) => value + word(state, place)));
}

function turned(value: number, by: number): number {
  return (value >>> by) | (value << (32 - by));
}

function word(words: Int32Array | Uint32Array, place: number): number {
  return words[place] ?? 0;
}

function firstPrimes(count: number): readonly number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
}

function fraction(root: number): number {
  return Math.floor((root % 1) * 2 ** 32);
}

/** Half of a surrogate pair alone becomes U+FFFD, as the platforms' encoders have it. */
function utf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text.toWellFormed()) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), continued(code));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), continued(code >> 6), continued(code));
    else bytes.push(0xf0 | (code >> 18), continued(code >> 12), continued(code >> 6), continued(code));
  }
  return Uint8Array.from(bytes);
}

function continued(code: number): number {
  return 0x80 | (code & 0x3f);
}
