import { bitCount } from '../stabilizer/pauli-images.ts';

/** The operator i^phase · X^x · Z^z on any number of qubits, 32 of them a word of bits. */
export interface Word {
  readonly x: Int32Array;
  readonly z: Int32Array;
  /** Modulo 4. */
  phase: number;
}

export function identityWord(words: number): Word {
  return { x: new Int32Array(words), z: new Int32Array(words), phase: 0 };
}

/** `word` becomes word · by. */
export function multiplyRight(word: Word, by: Word): void {
  word.phase = (word.phase + by.phase + 2 * overlap(word.z, by.x)) & 3;
  addBits(word, by);
}

/** `word` becomes by · word. */
export function multiplyLeft(word: Word, by: Word): void {
  word.phase = (word.phase + by.phase + 2 * overlap(by.z, word.x)) & 3;
  addBits(word, by);
}

export function anticommute(a: Word, b: Word): boolean {
  let sum = 0;
  for (let word = 0; word < a.x.length; word++) sum ^= (a.x[word]! & b.z[word]!) ^ (a.z[word]! & b.x[word]!);
  return (bitCount(sum) & 1) === 1;
}

export function hasBit(bits: Int32Array, place: number): boolean {
  return ((bits[place >> 5]! >>> (place & 31)) & 1) === 1;
}

export function toggleBit(bits: Int32Array, place: number): void {
  bits[place >> 5]! ^= 1 << (place & 31);
}

/** Moving Z past X on the same qubit costs a sign: how often that happens, modulo 2. */
function overlap(z: Int32Array, x: Int32Array): number {
  let sum = 0;
  for (let word = 0; word < z.length; word++) sum ^= z[word]! & x[word]!;
  return bitCount(sum) & 1;
}

function addBits({ x, z }: Word, by: Word): void {
  for (let word = 0; word < x.length; word++) {
    x[word]! ^= by.x[word]!;
    z[word]! ^= by.z[word]!;
  }
}

/** The place of the first bit that is set, or -1. */
export function firstBit(bits: Int32Array): number {
  for (let word = 0; word < bits.length; word++) {
    const set = bits[word]!;
    if (set !== 0) return 32 * word + 31 - Math.clz32(set & -set);
  }
  return -1;
}

/** The word's part on some qubits, with its whole phase. */
export function restrictedTo({ x, z, phase }: Word, qubits: readonly number[]): Word {
  const part: Word = { ...identityWord(x.length), phase };
  for (const qubit of qubits) {
    if (hasBit(x, qubit)) toggleBit(part.x, qubit);
    if (hasBit(z, qubit)) toggleBit(part.z, qubit);
  }
  return part;
}
