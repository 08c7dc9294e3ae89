/** A term coefficient · X^x · Z^z of an operator on the core, masks by slot. */
export interface CoreTerm {
  readonly re: number;
  readonly im: number;
  readonly x: number;
  readonly z: number;
}

/** The dense part of a state: 2^slots amplitudes, interleaved real and imaginary parts. */
export class Core {
  #amplitudes: Float64Array;
  #slots: number;

  constructor(amplitudes: Float64Array = Float64Array.of(1, 0)) {
    this.#amplitudes = amplitudes;
    this.#slots = Math.log2(amplitudes.length / 2);
  }

  get slots(): number {
    return this.#slots;
  }

  copy(): Core {
    return new Core(this.#amplitudes.slice());
  }

  /** Adds a slot in |0⟩ behind the others. */
  grow(): void {
    const wider = new Float64Array(2 * this.#amplitudes.length);
    wider.set(this.#amplitudes);
    this.#amplitudes = wider;
    this.#slots++;
  }

  apply(terms: readonly CoreTerm[]): void {
    const sum = new Float64Array(this.#amplitudes.length);
    for (const term of terms) addTerm(this.#amplitudes, term, sum);
    this.#amplitudes = sum;
  }

  /** ⟨T⟩ of a Hermitian term. */
  expectation({ re, im, x, z }: CoreTerm): number {
    const amplitudes = this.#amplitudes;
    let sumRe = 0;
    let sumIm = 0;
    for (let index = 0; 2 * index < amplitudes.length; index++) {
      const to = 2 * (index ^ x);
      const sign = isOdd(index & z) ? -1 : 1;
      const fromRe = amplitudes[2 * index]!;
      const fromIm = amplitudes[2 * index + 1]!;
      const toRe = amplitudes[to]!;
      const toIm = amplitudes[to + 1]!;
      sumRe += sign * (toRe * fromRe + toIm * fromIm);
      sumIm += sign * (toRe * fromIm - toIm * fromRe);
    }
    return re * sumRe - im * sumIm;
  }

  /** Keeps the half where `slot` has `value`, which has the given probability, and drops the slot. */
  project(slot: number, value: 0 | 1, probability: number): void {
    const scale = 1 / Math.sqrt(probability);
    const low = 2 ** slot - 1;
    const half = new Float64Array(this.#amplitudes.length / 2);
    for (let index = 0; 2 * index < half.length; index++) {
      const from = ((index & ~low) << 1) | (value << slot) | (index & low);
      half[2 * index] = scale * this.#amplitudes[2 * from]!;
      half[2 * index + 1] = scale * this.#amplitudes[2 * from + 1]!;
    }
    this.#amplitudes = half;
    this.#slots--;
  }

  /** The probability of each basis state. */
  probabilities(): Float64Array {
    const amplitudes = this.#amplitudes;
    return Float64Array.from(
      { length: amplitudes.length / 2 },
      (_, index) => amplitudes[2 * index]! ** 2 + amplitudes[2 * index + 1]! ** 2,
    );
  }
}

/** Adds what a term makes of `from` to `sum`. */
function addTerm(from: Float64Array, { re, im, x, z }: CoreTerm, sum: Float64Array): void {
  for (let index = 0; 2 * index < from.length; index++) {
    const sign = isOdd(index & z) ? -1 : 1;
    const fromRe = sign * from[2 * index]!;
    const fromIm = sign * from[2 * index + 1]!;
    const to = 2 * (index ^ x);
    sum[to]! += re * fromRe - im * fromIm;
    sum[to + 1]! += re * fromIm + im * fromRe;
  }
}

/** Whether an odd number of bits is set. */
export function isOdd(bits: number): boolean {
  let folded = bits ^ (bits >>> 16);
  folded ^= folded >>> 8;
  folded ^= folded >>> 4;
  return ((0x6996 >>> (folded & 15)) & 1) === 1;
}
