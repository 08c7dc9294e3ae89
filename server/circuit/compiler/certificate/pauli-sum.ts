import type { GateImages } from './gate-images.ts';

/** Coefficients smaller than this are rounding: the sums begin with one word of coefficient 1. */
const nothing = 1e-14;

/**
 * A sum of Pauli words of many qubits with real coefficients. Each word takes two bits a qubit, 1 for X, 2 for Z and 3 for Y,
 * sixteen qubits a number.
 */
export class PauliSum {
  #size = 0;
  #keys: Uint32Array;
  #coefficients: Float64Array;
  readonly #width: number;

  constructor(qubits: number) {
    this.#width = Math.max(1, Math.ceil(qubits / 16));
    this.#keys = new Uint32Array(8 * this.#width);
    this.#coefficients = new Float64Array(8);
  }

  /** One word with the coefficient 1. @param letters by qubit */
  static word(qubits: number, letters: ReadonlyMap<number, number>): PauliSum {
    const sum = new PauliSum(qubits);
    sum.#size = 1;
    sum.#coefficients[0] = 1;
    for (const [qubit, letter] of letters) sum.#setLetter(0, qubit, letter);
    return sum;
  }

  get size(): number {
    return this.#size;
  }

  #letter(term: number, qubit: number): number {
    return (this.#keys[term * this.#width + (qubit >> 4)]! >>> (2 * (qubit & 15))) & 3;
  }

  #setLetter(term: number, qubit: number, letter: number): void {
    const at = term * this.#width + (qubit >> 4);
    const shift = 2 * (qubit & 15);
    this.#keys[at] = ((this.#keys[at]! & ~(3 << shift)) | (letter << shift)) >>> 0;
  }

  #local(term: number, qubits: readonly number[]): number {
    let word = 0;
    for (let place = 0; place < qubits.length; place++)
      word |= this.#letter(term, qubits[place]!) << (2 * place);
    return word;
  }

  #setLocal(term: number, qubits: readonly number[], word: number): void {
    for (let place = 0; place < qubits.length; place++)
      this.#setLetter(term, qubits[place]!, (word >> (2 * place)) & 3);
  }

  /** A → G†·A·G. */
  conjugate(images: GateImages, qubits: readonly number[]): void {
    const before = this.#size;
    let isBranched = false;
    for (let term = 0; term < before; term++) {
      const word = this.#local(term, qubits);
      if (word === 0) continue;
      const [words, factors] = [images.words[word]!, images.factors[word]!];
      const coefficient = this.#coefficients[term]!;
      for (let part = 1; part < words.length; part++)
        this.#setLocal(this.#copyOf(term, coefficient * factors[part]!), qubits, words[part]!);
      this.#setLocal(term, qubits, words[0]!);
      this.#coefficients[term] = coefficient * factors[0]!;
      isBranched ||= words.length > 1;
    }
    if (isBranched) this.#collect();
  }

  /** A → 2·Π·A·Π for the projector Π on one outcome of a qubit. */
  project(qubit: number, outcome: 0 | 1): void {
    const before = this.#size;
    for (let term = 0; term < before; term++) {
      const letter = this.#letter(term, qubit);
      const coefficient = this.#coefficients[term]!;
      if ((letter & 1) === 1) this.#coefficients[term] = 0;
      else this.#setLetter(this.#copyOf(term, outcome === 1 ? -coefficient : coefficient), qubit, letter ^ 2);
    }
    this.#collect();
  }

  /** A → ⟨0|A|0⟩ on qubits that begin in |0⟩. */
  startInZero(qubits: readonly number[]): void {
    for (let term = 0; term < this.#size; term++)
      for (const qubit of qubits) {
        if ((this.#letter(term, qubit) & 1) === 1) this.#coefficients[term] = 0;
        this.#setLetter(term, qubit, 0);
      }
    this.#collect();
  }

  /** √Σ(a − b)² over all words: the distance of the operators in the normalized Hilbert–Schmidt norm. */
  distance(other: PauliSum): number {
    const values = new Map<string, number>();
    for (const [sum, sign] of [
      [this, 1],
      [other, -1],
    ] as const)
      for (let term = 0; term < sum.#size; term++) {
        const key = sum.#keys.subarray(term * sum.#width, (term + 1) * sum.#width).join();
        values.set(key, (values.get(key) ?? 0) + sign * sum.#coefficients[term]!);
      }
    return Math.sqrt([...values.values()].reduce((sum, value) => sum + value * value, 0));
  }

  #copyOf(term: number, coefficient: number): number {
    if (this.#size === this.#coefficients.length) this.#grow();
    const copy = this.#size++;
    this.#keys.copyWithin(copy * this.#width, term * this.#width, (term + 1) * this.#width);
    this.#coefficients[copy] = coefficient;
    return copy;
  }

  #grow(): void {
    const [keys, coefficients] = [this.#keys, this.#coefficients];
    this.#keys = new Uint32Array(2 * keys.length);
    this.#keys.set(keys);
    this.#coefficients = new Float64Array(2 * coefficients.length);
    this.#coefficients.set(coefficients);
  }

  /** Adds equal words up, by a table with open addressing, and leaves out what vanishes. */
  #collect(): void {
    const slots = 2 ** Math.ceil(Math.log2(2 * this.#size + 2));
    const table = new Int32Array(slots).fill(-1);
    let kept = 0;
    for (let term = 0; term < this.#size; term++) {
      let slot = this.#hash(term) & (slots - 1);
      while (table[slot]! >= 0 && !this.#isEqual(table[slot]!, term)) slot = (slot + 1) & (slots - 1);
      const first = table[slot]!;
      if (first >= 0) this.#coefficients[first] = this.#coefficients[first]! + this.#coefficients[term]!;
      else {
        this.#move(term, kept);
        table[slot] = kept++;
      }
    }
    this.#size = kept;
    this.#dropNothing();
  }

  #dropNothing(): void {
    let kept = 0;
    for (let term = 0; term < this.#size; term++)
      if (Math.abs(this.#coefficients[term]!) > nothing) this.#move(term, kept++);
    this.#size = kept;
  }

  #move(from: number, to: number): void {
    if (from === to) return;
    this.#keys.copyWithin(to * this.#width, from * this.#width, (from + 1) * this.#width);
    this.#coefficients[to] = this.#coefficients[from]!;
  }

  /** FNV-1a over the numbers of a word. */
  #hash(term: number): number {
    let hash = 0x811c9dc5;
    for (let at = term * this.#width; at < (term + 1) * this.#width; at++) {
      hash = Math.imul(hash ^ this.#keys[at]!, 0x01000193);
      hash ^= hash >>> 15;
    }
    return hash;
  }

  #isEqual(a: number, b: number): boolean {
    for (let place = 0; place < this.#width; place++)
      if (this.#keys[a * this.#width + place] !== this.#keys[b * this.#width + place]) return false;
    return true;
  }
}
