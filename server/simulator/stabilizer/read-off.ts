import { rowsOf } from './bit-matrix.ts';
import { bitCount } from './pauli-images.ts';
import type { Tableau } from './tableau.ts';

/** All outcomes of measuring every qubit of a stabilizer state: one of them, and the flips that lead to the others. */
export interface Readings {
  /** One outcome, by qubit. */
  readonly bits: Uint8Array;
  /** Independent sets of qubits, 32 a word: every combination of them flips one outcome into another. */
  readonly flips: readonly Int32Array[];
}

/**
 * Reads off what measuring all qubits can find, without collapsing: the x parts of the stabilizers span the flips, and
 * products of stabilizers without any x are the parities that all outcomes share.
 */
export function readOff(tableau: Tableau): Readings {
  const elimination = new Elimination(tableau);
  elimination.run();
  return { bits: solve(elimination.parities(), tableau.qubits), flips: elimination.flips() };
}

/** A set of qubits, 32 a word, whose values have this parity. */
interface Parity {
  readonly qubits: Int32Array;
  readonly isOdd: boolean;
}

/** One step of the elimination: the pivot was added to the rows. */
interface Addition {
  readonly pivot: number;
  readonly rows: Int32Array;
}

/** Gaussian elimination of the stabilizers' x parts, by columns. */
class Elimination {
  readonly #tableau: Tableau;
  readonly #words: number;
  /** Columns of x bits, one after the other. */
  readonly #x: Int32Array;
  /** Rows that are no pivot. */
  readonly #rest: Int32Array;
  readonly #additions: Addition[] = [];

  constructor(tableau: Tableau) {
    const { qubits, columns } = tableau;
    const words = columns.words / 2;
    this.#tableau = tableau;
    this.#words = words;
    this.#x = new Int32Array(qubits * words);
    this.#rest = new Int32Array(words);
    for (let qubit = 0; qubit < qubits; qubit++) {
      const start = columns.xAt[qubit]! + words;
      this.#x.set(columns.bits.subarray(start, start + words), qubit * words);
      this.#rest[qubit >> 5]! |= 1 << (qubit & 31);
    }
  }

  run(): void {
    const words = this.#words;
    for (let qubit = 0; qubit < this.#tableau.qubits; qubit++) {
      const start = qubit * words;
      const rows = this.#rest.map((rest, word) => rest & this.#x[start + word]!);
      const pivot = firstBit(rows);
      if (pivot < 0) continue;
      this.#rest[pivot >> 5]! &= ~(1 << (pivot & 31));
      rows[pivot >> 5]! &= ~(1 << (pivot & 31));
      this.#additions.push({ pivot, rows });
      addPivot(this.#x, start, words, pivot, rows);
    }
  }

  /** The x parts of the pivots, 32 qubits a word. */
  flips(): readonly Int32Array[] {
    const { qubits } = this.#tableau;
    const words = this.#words;
    if (this.#additions.length === 0) return [];
    const rows = rowsOf(this.#x, (column) => column * words, qubits, words);
    return this.#additions.map(({ pivot }) => rows.subarray(pivot * words, (pivot + 1) * words));
  }

  parities(): readonly Parity[] {
    const found: Parity[] = [];
    const stabilizers = new StabilizerRows(this.#tableau);
    for (const [word, bits] of this.#rest.entries())
      for (let left = bits; left !== 0; left &= left - 1) {
        const row = 32 * word + 31 - Math.clz32(left & -left);
        const { phase, z } = stabilizers.product(this.#factorsOf(row));
        found.push({ qubits: z, isOdd: phase === 2 });
      }
    return found;
  }

  /** The stabilizers whose product a row is, by going back through the additions. */
  #factorsOf(row: number): Int32Array {
    const factors = new Int32Array(this.#words);
    factors[row >> 5] = 1 << (row & 31);
    for (let at = this.#additions.length - 1; at >= 0; at--) {
      const { pivot, rows } = this.#additions[at]!;
      let sum = 0;
      for (let word = 0; word < factors.length; word++) sum ^= factors[word]! & rows[word]!;
      if (isParityOdd(sum)) factors[pivot >> 5]! ^= 1 << (pivot & 31);
    }
    return factors;
  }
}

/** The stabilizers of a tableau row by row. */
class StabilizerRows {
  readonly #words: number;
  readonly #x: Int32Array;
  readonly #z: Int32Array;
  readonly #signs: Int32Array;

  constructor({ qubits, columns: { bits, signs, words, xAt, zAt } }: Tableau) {
    const half = words / 2;
    this.#words = half;
    this.#x = rowsOf(bits, (qubit) => xAt[qubit]! + half, qubits, half);
    this.#z = rowsOf(bits, (qubit) => zAt[qubit]! + half, qubits, half);
    this.#signs = signs.subarray(half);
  }

  /** The product of the chosen stabilizers, as a power of i times X^x·Z^z; moving Z past X costs a sign. */
  product(chosen: Int32Array): { readonly phase: number; readonly z: Int32Array } {
    const z = new Int32Array(this.#words);
    let phase = 0;
    for (const [word, bits] of chosen.entries())
      for (let left = bits; left !== 0; left &= left - 1)
        phase += this.#multiplyInto(z, 32 * word + 31 - Math.clz32(left & -left));
    return { phase: phase & 3, z };
  }

  /** Multiplies a stabilizer from the right; the powers of i that it brings. */
  #multiplyInto(z: Int32Array, row: number): number {
    const start = row * this.#words;
    let signs = (this.#signs[row >> 5]! >>> (row & 31)) & 1;
    let letters = 0;
    for (let word = 0; word < z.length; word++) {
      const [xs, zs] = [this.#x[start + word]!, this.#z[start + word]!];
      if (xs !== 0) {
        letters += bitCount(xs & zs);
        signs += bitCount(z[word]! & xs);
      }
      z[word]! ^= zs;
    }
    return letters + 2 * signs;
  }
}

/** Adds row `pivot` to `rows` in all columns from `start` on. */
function addPivot(columns: Int32Array, start: number, words: number, pivot: number, rows: Int32Array): void {
  const first = rows.findIndex((word) => word !== 0);
  if (first < 0) return;
  const bit = 1 << (pivot & 31);
  for (let at = start; at < columns.length; at += words) {
    if ((columns[at + (pivot >> 5)]! & bit) === 0) continue;
    for (let word = first; word < words; word++) columns[at + word]! ^= rows[word]!;
  }
}

function firstBit(words: Int32Array): number {
  for (let word = 0; word < words.length; word++) {
    const bits = words[word]!;
    if (bits !== 0) return 32 * word + 31 - Math.clz32(bits & -bits);
  }
  return -1;
}

/** Values of the qubits that have all the parities. */
function solve(parities: readonly Parity[], qubits: number): Uint8Array {
  const byLast = new Map<number, Parity>();
  for (const parity of parities) {
    let { isOdd } = parity;
    const rest = parity.qubits.slice();
    let last = lastBit(rest);
    for (let earlier = byLast.get(last); earlier !== undefined; earlier = byLast.get(last)) {
      for (let word = 0; word < rest.length; word++) rest[word]! ^= earlier.qubits[word]!;
      isOdd = isOdd !== earlier.isOdd;
      last = lastBit(rest);
    }
    if (last >= 0) byLast.set(last, { qubits: rest, isOdd });
  }
  const values = new Int32Array(Math.ceil(qubits / 32));
  // Each parity settles its last qubit; the qubits before it are settled by then.
  for (const [last, { qubits: set, isOdd }] of [...byLast].sort(([a], [b]) => a - b)) {
    let sum = 0;
    for (let word = 0; word <= last >> 5; word++) sum ^= set[word]! & values[word]!;
    if (isParityOdd(sum) !== isOdd) values[last >> 5]! |= 1 << (last & 31);
  }
  return Uint8Array.from({ length: qubits }, (_, qubit) => (values[qubit >> 5]! >>> (qubit & 31)) & 1);
}

function lastBit(words: Int32Array): number {
  for (let word = words.length - 1; word >= 0; word--)
    if (words[word] !== 0) return 32 * word + 31 - Math.clz32(words[word]!);
  return -1;
}

function isParityOdd(bits: number): boolean {
  let folded = bits ^ (bits >>> 16);
  folded ^= folded >>> 8;
  folded ^= folded >>> 4;
  folded ^= folded >>> 2;
  return ((folded ^ (folded >>> 1)) & 1) === 1;
}
