/** Basis states with their amplitudes, in no order; a key is a basis state's index, 32 qubits a word. */
export class Entries {
  /** Words of a key. */
  readonly words: number;
  count = 0;
  keys: Uint32Array;
  /** Interleaved real and imaginary parts. */
  amplitudes: Float64Array;

  constructor(words: number, capacity: number) {
    this.words = words;
    this.keys = new Uint32Array(words * capacity);
    this.amplitudes = new Float64Array(2 * capacity);
  }

  /** |0…0⟩ of so many qubits. */
  static zero(qubits: number): Entries {
    const entries = new Entries(Math.max(1, Math.ceil(qubits / 32)), 1);
    entries.count = 1;
    entries.amplitudes[0] = 1;
    return entries;
  }

  /** Bytes of one entry with a key of so many words. */
  static bytes(words: number): number {
    return 4 * words + 16;
  }

  get bytes(): number {
    return this.count * Entries.bytes(this.words);
  }

  copy(): Entries {
    const copy = new Entries(this.words, this.count);
    copy.count = this.count;
    copy.keys.set(this.keys.subarray(0, this.words * this.count));
    copy.amplitudes.set(this.amplitudes.subarray(0, 2 * this.count));
    return copy;
  }

  /** Adds an entry with the key at `from` of `keys`; its place is returned. */
  add(keys: Uint32Array, from: number, re: number, im: number): number {
    const place = this.count++;
    if (2 * this.count > this.amplitudes.length) this.#grow();
    for (let word = 0; word < this.words; word++) this.keys[place * this.words + word] = keys[from + word]!;
    this.amplitudes[2 * place] = re;
    this.amplitudes[2 * place + 1] = im;
    return place;
  }

  bit(place: number, qubit: number): number {
    return (this.keys[place * this.words + (qubit >>> 5)]! >>> (qubit & 31)) & 1;
  }

  probability(place: number): number {
    return this.amplitudes[2 * place]! ** 2 + this.amplitudes[2 * place + 1]! ** 2;
  }

  #grow(): void {
    const { keys, amplitudes } = this;
    this.keys = new Uint32Array(2 * keys.length);
    this.keys.set(keys);
    this.amplitudes = new Float64Array(2 * amplitudes.length);
    this.amplitudes.set(amplitudes);
  }
}
