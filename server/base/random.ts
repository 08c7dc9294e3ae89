/**
 * A seeded generator of uniform random numbers: the same seed gives the same numbers on every machine.
 *
 * xoshiro128** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47, 2021),
 * seeded through SplitMix32 so that neighbouring seeds give unrelated streams.
 */
export class Random {
  readonly #state = new Uint32Array(4);

  /** @param seed any finite number; its 64-bit floating-point pattern is used whole. */
  constructor(seed: number) {
    const bits = new Uint32Array(new Float64Array([seed]).buffer);
    let mix = (bits[0] ?? 0) ^ Math.imul(bits[1] ?? 0, 0x9e3779b1);
    for (let index = 0; index < 4; index++) {
      mix = (mix + 0x9e3779b9) | 0;
      this.#state[index] = splitMix(mix);
    }
  }

  /** 32 uniform bits. */
  nextUint32(): number {
    const state = this.#state;
    // By index: taking a typed array apart goes through its iterator, several times slower.
    const a = state[0] ?? 0;
    const b = state[1] ?? 0;
    const c = state[2] ?? 0;
    const d = state[3] ?? 0;
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    const third = c ^ a;
    const fourth = d ^ b;
    state[1] = b ^ third;
    state[0] = a ^ fourth;
    state[2] = third ^ shifted;
    state[3] = rotateLeft(fourth, 11);
    return result;
  }

  /** A uniform number in [0, 1) with 53 random bits. */
  next(): number {
    const high = this.nextUint32() >>> 5;
    const low = this.nextUint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }
}

function splitMix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

function rotateLeft(value: number, count: number): number {
  return (value << count) | (value >>> (32 - count));
}
