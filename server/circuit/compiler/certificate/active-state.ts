import { renamed } from '../qubits.ts';
import { type Columns, type KnownGate, applyGate } from './columns.ts';
import { qubitsIn } from '../../statistics.ts';

/** Below this share of a qubit's 1 it is in |0⟩: rounding of thousands of gates stays far below. */
const nothing = 1e-20;

/** A state that would need more qubits at once than are allowed. */
export class TooWide extends Error {}

/**
 * A state of a device's many qubits of which only those are kept that may not be in |0⟩: routing takes a circuit over many
 * qubits, but leaves each of them as it found it.
 */
export class ActiveState {
  #columns: Columns;
  /** The device's qubit at each place of the columns, the lowest bit first. */
  #qubits: number[];
  /** Qubits that belong to the circuit, which are worth no look whether they are free. */
  readonly #own: number;
  readonly #most: number;

  /**
   * @param columns one column, whose qubits are the device's `qubits` in this order; it is changed in place
   * @param most qubits at once
   */
  constructor(columns: Columns, qubits: readonly number[], most: number) {
    this.#columns = columns;
    this.#qubits = [...qubits];
    this.#own = qubits.length;
    this.#most = most;
  }

  /** @throws {TooWide} */
  apply(gate: KnownGate): void {
    const touched = qubitsIn(gate);
    for (const qubit of touched) this.#include(qubit);
    const here = renamed(gate, (qubit) => this.#qubits.indexOf(qubit)) as KnownGate;
    applyGate(this.#columns, here);
    if (this.#qubits.length > this.#own) for (const qubit of touched) this.#leave(qubit);
  }

  /** The probability that a qubit is 1. */
  probability(qubit: number): number {
    const place = this.#qubits.indexOf(qubit);
    return place < 0 ? 0 : this.#shareOfOne(place);
  }

  /** Keeps the part where a qubit has a value, which has the probability given, and scales it to length 1. */
  project(qubit: number, value: 0 | 1, probability: number): void {
    const place = this.#qubits.indexOf(qubit);
    if (place < 0) return;
    const { re, im } = this.#columns;
    const scale = probability > 0 ? 1 / Math.sqrt(probability) : 0;
    for (let index = 0; index < re.length; index++) {
      const factor = ((index >> place) & 1) === value ? scale : 0;
      re[index] = (re[index] ?? 0) * factor;
      im[index] = (im[index] ?? 0) * factor;
    }
  }

  /** The part of the state where all but these qubits are 0, these in the order given. */
  on(qubits: readonly number[]): Columns {
    for (const qubit of qubits) this.#include(qubit);
    const places = qubits.map((qubit) => this.#qubits.indexOf(qubit));
    const size = 2 ** qubits.length;
    const part = { qubits: qubits.length, count: 1, re: new Float64Array(size), im: new Float64Array(size) };
    for (let index = 0; index < size; index++) {
      const from = places.reduce((sum, place, bit) => sum | (((index >> bit) & 1) << place), 0);
      part.re[index] = this.#columns.re[from] ?? 0;
      part.im[index] = this.#columns.im[from] ?? 0;
    }
    return part;
  }

  #include(qubit: number): void {
    if (this.#qubits.includes(qubit)) return;
    if (this.#qubits.length >= this.#most) this.#leaveAll();
    if (this.#qubits.length >= this.#most) throw new TooWide();
    this.#qubits.push(qubit);
    const { qubits, count, re, im } = this.#columns;
    const larger = {
      qubits: qubits + 1,
      count,
      re: new Float64Array(2 * re.length),
      im: new Float64Array(2 * im.length),
    };
    larger.re.set(re);
    larger.im.set(im);
    this.#columns = larger;
  }

  #leaveAll(): void {
    for (const qubit of [...this.#qubits]) this.#leave(qubit);
  }

  /** Takes a qubit out that is in |0⟩. */
  #leave(qubit: number): void {
    const place = this.#qubits.indexOf(qubit);
    if (place < 0 || this.#shareOfOne(place) > nothing) return;
    this.#qubits.splice(place, 1);
    const { qubits, count, re, im } = this.#columns;
    const low = 2 ** place - 1;
    const smaller = {
      qubits: qubits - 1,
      count,
      re: new Float64Array(re.length / 2),
      im: new Float64Array(im.length / 2),
    };
    for (let index = 0; index < smaller.re.length; index++) {
      const from = (index & low) | ((index & ~low) << 1);
      smaller.re[index] = re[from] ?? 0;
      smaller.im[index] = im[from] ?? 0;
    }
    this.#columns = smaller;
  }

  #shareOfOne(place: number): number {
    const { re, im } = this.#columns;
    const bit = 1 << place;
    let share = 0;
    for (let index = 0; index < re.length; index++)
      if ((index & bit) !== 0) share += (re[index] ?? 0) ** 2 + (im[index] ?? 0) ** 2;
    return share;
  }
}
