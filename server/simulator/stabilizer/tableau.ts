import type { PauliFactor } from '../../circuit/index.ts';
import { PauliColumns } from './pauli-columns.ts';
import { bitCount } from './pauli-images.ts';
import { opcode } from './synthesis.ts';

/** So many numbers of code are run between two looks at whether anyone still wants the result. */
const portion = 3 * 4096;

/** One Pauli operator without its sign, qubit by qubit: 32 qubits a word. */
export interface PauliRow {
  readonly x: Int32Array;
  readonly z: Int32Array;
}

/**
 * A stabilizer state: n operators that leave it alone, and for each a destabilizer that anticommutes with it alone.
 * Aaronson and Gottesman, "Improved simulation of stabilizer circuits", Phys. Rev. A 70, 052328, 2004; the operators
 * are stored by columns. Operator i of the first half of a column is destabilizer i, of the second half stabilizer i;
 * the signs of the destabilizers mean nothing.
 */
export class Tableau {
  readonly qubits: number;
  readonly columns: PauliColumns;
  /** Words of half a column. */
  readonly #half: number;

  /** The state |0…0⟩. */
  constructor(qubits: number) {
    this.qubits = qubits;
    this.#half = Math.ceil(qubits / 32);
    this.columns = new PauliColumns(qubits, 2 * this.#half);
    const { bits, xAt, zAt } = this.columns;
    for (let qubit = 0; qubit < qubits; qubit++) {
      bits[xAt[qubit]! + (qubit >> 5)]! |= 1 << (qubit & 31);
      bits[zAt[qubit]! + this.#half + (qubit >> 5)]! |= 1 << (qubit & 31);
    }
  }

  copy(): Tableau {
    const copy = new Tableau(this.qubits);
    copy.columns.copyFrom(this.columns);
    return copy;
  }

  /** A stabilizer that anticommutes with Z on the qubit, or -1 where there is none and the qubit's value is certain. */
  pivotOf(qubit: number): number {
    const start = this.columns.xAt[qubit]! + this.#half;
    for (let word = 0; word < this.#half; word++) {
      const bits = this.columns.bits[start + word]!;
      if (bits !== 0) return 32 * word + 31 - Math.clz32(bits & -bits);
    }
    return -1;
  }

  /** The value of a qubit on which every stabilizer commutes with Z. */
  certainOutcome(qubit: number): 0 | 1 {
    return this.expectation([{ qubit, pauli: 'Z' }]) < 0 ? 1 : 0;
  }

  probabilityOfOne(qubit: number): number {
    return this.pivotOf(qubit) < 0 ? this.certainOutcome(qubit) : 0.5;
  }

  /** A measurement has found `value`, which was open. */
  find(qubit: number, value: 0 | 1): void {
    this.collapse(qubit, this.pivotOf(qubit), value);
  }

  /** Runs the codes of gates. */
  run(code: Int32Array, watch: () => void): void {
    for (let start = 0; start < code.length; start += portion) {
      watch();
      this.columns.run(code, start, Math.min(code.length, start + portion));
    }
  }

  /**
   * The qubit is found to have `outcome`, which was open.
   *
   * @param pivot what {@link pivotOf} says of the qubit.
   * @returns the former stabilizer `pivot`, which takes the state to the one after the other outcome.
   */
  collapse(qubit: number, pivot: number, outcome: 0 | 1): PauliRow {
    const row = this.#rowAt(pivot);
    this.#multiplyInto(this.#rowsOn(qubit, pivot), pivot);
    this.#replace(pivot, qubit, outcome);
    return row;
  }

  /** Applies X. */
  flip(qubit: number): void {
    this.columns.run(Int32Array.of(opcode.x, qubit, qubit), 0, 3);
  }

  /** The expectation value of a Pauli word without factors twice on a qubit. */
  expectation(factors: readonly PauliFactor[]): -1 | 0 | 1 {
    const anticommuting = this.columns.anticommuting(factors);
    const half = this.#half;
    for (let word = half; word < 2 * half; word++) if (anticommuting[word] !== 0) return 0;
    const chosen = anticommuting.subarray(0, half);
    const single = onlyBit(chosen);
    // The word is that stabilizer up to its sign.
    if (single >= 0)
      return ((this.columns.signs[half + (single >> 5)]! >>> (single & 31)) & 1) === 0 ? 1 : -1;
    const count = factors.reduce((sum, { pauli }) => sum + (pauli === 'Y' ? 1 : 0), 0);
    return ((this.#phaseOf(chosen) - count) & 3) === 0 ? 1 : -1;
  }

  /** The operators with x on the qubit, without the pivot. */
  #rowsOn(qubit: number, pivot: number): Int32Array {
    const { bits, words, xAt } = this.columns;
    const rows = bits.slice(xAt[qubit], xAt[qubit]! + words);
    rows[this.#half + (pivot >> 5)]! &= ~(1 << (pivot & 31));
    return rows;
  }

  #rowAt(pivot: number): PauliRow {
    const { bits, xAt, zAt, qubits } = this.columns;
    const row = { x: new Int32Array(this.#half), z: new Int32Array(this.#half) };
    const [word, shift] = [this.#half + (pivot >> 5), pivot & 31];
    for (let qubit = 0; qubit < qubits; qubit++) {
      row.x[qubit >> 5]! |= ((bits[xAt[qubit]! + word]! >>> shift) & 1) << (qubit & 31);
      row.z[qubit >> 5]! |= ((bits[zAt[qubit]! + word]! >>> shift) & 1) << (qubit & 31);
    }
    return row;
  }

  /**
   * Multiplies stabilizer `pivot` into the operators of `rows`. Each product of two letters gives a factor i or -i or
   * none; two bits an operator, `low` and `high`, count them modulo 4.
   */
  #multiplyInto(rows: Int32Array, pivot: number): void {
    const { bits, signs, words, xAt, zAt, qubits } = this.columns;
    const places = nonzeroWords(rows);
    const low = new Int32Array(words);
    const high = new Int32Array(words);
    const [pivotWord, shift] = [this.#half + (pivot >> 5), pivot & 31];
    for (let qubit = 0; qubit < qubits; qubit++) {
      const [x, z] = [xAt[qubit]!, zAt[qubit]!];
      const hasX = -((bits[x + pivotWord]! >>> shift) & 1);
      const hasZ = -((bits[z + pivotWord]! >>> shift) & 1);
      if ((hasX | hasZ) === 0) continue;
      const hasY = hasX & hasZ;
      for (let place = 0; place < places.length; place++) {
        const word = places[place]!;
        const row = rows[word]!;
        const xs = bits[x + word]!;
        const zs = bits[z + word]!;
        const changed = (zs & hasX) ^ (xs & hasZ);
        // X·Z, Y·X and Z·Y are -i times the third letter: one less.
        const less = (hasX & ~hasY & ~xs) | (hasZ & ~hasX & zs) | (hasY & ~zs);
        high[word]! ^= (low[word]! ^ less) & changed;
        low[word]! ^= changed;
        bits[x + word] = xs ^ (hasX & row);
        bits[z + word] = zs ^ (hasZ & row);
      }
    }
    const sign = -((signs[pivotWord]! >>> shift) & 1);
    for (const word of places) signs[word]! ^= rows[word]! & (high[word]! ^ sign);
  }

  /** Stabilizer `pivot` becomes its own destabilizer, and ±Z on the qubit takes its place. */
  #replace(pivot: number, qubit: number, outcome: 0 | 1): void {
    const { bits, signs, xAt, zAt, qubits } = this.columns;
    const half = this.#half;
    const word = pivot >> 5;
    const bit = 1 << (pivot & 31);
    for (let each = 0; each < qubits; each++) {
      for (const at of [xAt[each]! + word, zAt[each]! + word]) {
        bits[at] = (bits[at]! & ~bit) | (bits[at + half]! & bit);
        bits[at + half]! &= ~bit;
      }
    }
    bits[zAt[qubit]! + half + word]! |= bit;
    signs[half + word] = (signs[half + word]! & ~bit) | (outcome === 1 ? bit : 0);
  }

  /**
   * The phase of the product of the chosen stabilizers, written as a power of i times X^x·Z^z. Moving Z past X of a later
   * operator costs a sign; in each column a running parity of Z tells where.
   */
  #phaseOf(chosen: Int32Array): number {
    const { bits, signs, xAt, zAt, qubits } = this.columns;
    const half = this.#half;
    const places = nonzeroWords(chosen);
    const low = new Int32Array(half);
    const high = new Int32Array(half);
    for (let qubit = 0; qubit < qubits; qubit++) {
      const x = xAt[qubit]! + half;
      let letters = 0;
      for (let place = 0; place < places.length; place++)
        letters |= bits[x + places[place]!]! & chosen[places[place]!]!;
      // Without an X in the column its Zs cost nothing.
      if (letters !== 0) countColumn(bits, { x, z: zAt[qubit]! + half }, chosen, places, { low, high });
    }
    let phase = 0;
    for (const word of places)
      phase += bitCount(low[word]!) + 2 * bitCount(high[word]! ^ (signs[half + word]! & chosen[word]!));
    return phase & 3;
  }
}

/** Adds the powers of i that one qubit's letters cost, counted modulo 4 by two bits an operator. */
function countColumn(
  bits: Int32Array,
  { x, z }: { readonly x: number; readonly z: number },
  chosen: Int32Array,
  places: Int32Array,
  { low, high }: { readonly low: Int32Array; readonly high: Int32Array },
): void {
  let carry = 0;
  for (let place = 0; place < places.length; place++) {
    const word = places[place]!;
    const xs = bits[x + word]! & chosen[word]!;
    const zs = bits[z + word]! & chosen[word]!;
    const parity = prefixParity(zs) ^ carry;
    carry = parity >> 31;
    const letters = xs & zs;
    // A sign is two powers of i.
    high[word]! ^= (low[word]! & letters) ^ ((parity ^ zs) & xs);
    low[word]! ^= letters;
  }
}

function nonzeroWords(words: Int32Array): Int32Array {
  return Int32Array.from(words.keys()).filter((word) => words[word] !== 0);
}

/** The place of the only bit that is set, or -1 where there are none or several. */
function onlyBit(words: Int32Array): number {
  const word = words.findIndex((bits) => bits !== 0);
  const bits = words[word] ?? 0;
  const isSingle =
    bits !== 0 && (bits & (bits - 1)) === 0 && words.findLastIndex((other) => other !== 0) === word;
  return isSingle ? 32 * word + 31 - Math.clz32(bits) : -1;
}

/** Bit i is the parity of the bits 0 to i. */
function prefixParity(bits: number): number {
  let parity = bits ^ (bits << 1);
  parity ^= parity << 2;
  parity ^= parity << 4;
  parity ^= parity << 8;
  return parity ^ (parity << 16);
}
