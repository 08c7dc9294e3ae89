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
    const [first, second] = terms;
    if (first === undefined || second === undefined || terms.length > 2) return this.#applyAll(terms);
    if (first.x === second.x) return this.#applyAll(terms);
    if (first.x !== 0 && second.x !== 0) return this.#applyAll(terms);
    if (first.x === 0) applyPairs(this.#amplitudes, first, second);
    else applyPairs(this.#amplitudes, second, first);
  }

  #applyAll(terms: readonly CoreTerm[]): void {
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
    const found = new Float64Array(amplitudes.length / 2);
    for (let index = 0; index < found.length; index++)
      found[index] = amplitudes[2 * index]! ** 2 + amplitudes[2 * index + 1]! ** 2;
    return found;
  }
}

/** Signs are looked up for so many neighbours and worked out once for all of them. */
const neighbours = 256;

/** Two terms in place, of which one stays on its basis state and the other exchanges amplitudes in pairs. */
function applyPairs(amplitudes: Float64Array, stay: CoreTerm, turn: CoreTerm): void {
  const size = amplitudes.length / 2;
  const width = Math.min(neighbours, size);
  const [stays, turns] = [signsOf(stay.z, width), signsOf(turn.z, width)];
  const { x } = turn;
  // The signs of the other half of a pair, where its own are known.
  const [stayBack, turnBack] = [isOdd(x & stay.z) ? -1 : 1, isOdd(x & turn.z) ? -1 : 1];
  const top = 1 << (31 - Math.clz32(x));
  const [topWithin, across, within] = [top < width ? top : 0, x & -width, x & (width - 1)];
  for (let start = 0; start < size; start += width) {
    if (topWithin === 0 && (start & top) !== 0) continue;
    const stayed = isOdd(start & stay.z) ? -1 : 1;
    const turned = isOdd(start & turn.z) ? -1 : 1;
    const partner = start ^ across;
    for (let low = 0; low < width; low++) {
      if ((low & topWithin) !== 0) continue;
      const at = 2 * (start + low);
      const to = 2 * (partner + (low ^ within));
      const keep = stayed * stays[low]!;
      const swap = turned * turns[low]!;
      const keepRe = keep * stay.re;
      const keepIm = keep * stay.im;
      const swapRe = swap * turn.re;
      const swapIm = swap * turn.im;
      const re = amplitudes[at]!;
      const im = amplitudes[at + 1]!;
      const otherRe = amplitudes[to]!;
      const otherIm = amplitudes[to + 1]!;
      amplitudes[at] = keepRe * re - keepIm * im + turnBack * (swapRe * otherRe - swapIm * otherIm);
      amplitudes[at + 1] = keepRe * im + keepIm * re + turnBack * (swapRe * otherIm + swapIm * otherRe);
      amplitudes[to] = stayBack * (keepRe * otherRe - keepIm * otherIm) + swapRe * re - swapIm * im;
      amplitudes[to + 1] = stayBack * (keepRe * otherIm + keepIm * otherRe) + swapRe * im + swapIm * re;
    }
  }
}

/** (−1)^|index & z| of the first basis states. */
function signsOf(z: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => (isOdd(index & z) ? -1 : 1));
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
