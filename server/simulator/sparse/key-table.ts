/** Numbers for keys, by open addressing with linear probing. */
export class KeyTable {
  readonly #words: number;
  #slots: Int32Array;
  /** The keys that have numbers, in their order. */
  #keys: Uint32Array;
  count = 0;

  constructor(words: number, expected: number) {
    this.#words = words;
    const size = 2 ** Math.ceil(Math.log2(Math.max(8, 2 * expected)));
    this.#slots = new Int32Array(size).fill(-1);
    this.#keys = new Uint32Array(words * (size >> 1));
  }

  /** The number of the key at `from`, or -1. */
  find(keys: Uint32Array, from: number): number {
    return this.#slots[this.#slotOf(keys, from)]!;
  }

  /** The number of the key at `from`, which gets the next one where it has none. */
  insert(keys: Uint32Array, from: number): number {
    const slot = this.#slotOf(keys, from);
    const known = this.#slots[slot]!;
    if (known >= 0) return known;
    const number = this.count++;
    this.#slots[slot] = number;
    for (let word = 0; word < this.#words; word++)
      this.#keys[number * this.#words + word] = keys[from + word]!;
    if (2 * this.count >= this.#slots.length) this.#grow();
    return number;
  }

  /** All keys, one after the other. */
  get keys(): Uint32Array {
    return this.#keys;
  }

  #slotOf(keys: Uint32Array, from: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = this.#hash(keys, from) & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot]!;
      if (number < 0 || this.#isKey(number, keys, from)) return slot;
    }
  }

  #isKey(number: number, keys: Uint32Array, from: number): boolean {
    const start = number * this.#words;
    for (let word = 0; word < this.#words; word++)
      if (this.#keys[start + word] !== keys[from + word]) return false;
    return true;
  }

  /** Multiplies and folds word by word, with the finishing steps of MurmurHash3. */
  #hash(keys: Uint32Array, from: number): number {
    let hash = 0;
    for (let word = 0; word < this.#words; word++) {
      hash = Math.imul(hash ^ keys[from + word]!, 0x85ebca6b);
      hash ^= hash >>> 13;
    }
    hash = Math.imul(hash, 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) >>> 0;
  }

  #grow(): void {
    const keys = this.#keys;
    this.#slots = new Int32Array(2 * this.#slots.length).fill(-1);
    this.#keys = new Uint32Array(2 * keys.length);
    this.#keys.set(keys);
    for (let number = 0; number < this.count; number++)
      this.#slots[this.#slotOf(keys, number * this.#words)] = number;
  }
}
