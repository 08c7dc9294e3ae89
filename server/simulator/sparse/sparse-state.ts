import type { Random } from '../../base/index.ts';
import type { PauliTerm } from '../../circuit/index.ts';
import type { BoundGate } from '../pure/bound-gate.ts';
import type { PureState, Reading } from '../pure/pure-state.ts';
import { Refused } from '../run/refused.ts';
import { binomial } from '../sampling/binomial.ts';
import { formatBytes } from '../state/memory.ts';
import { apply } from './apply.ts';
import { Entries } from './entries.ts';
import { expectationOf } from './expectation.ts';
import { sparseGate } from './sparse-gate.ts';

/** A gate takes the entries before and behind it, and a table of them. */
export const copiesAtWork = 4;

/** The amplitudes of a state that are not zero. */
export class SparseState implements PureState {
  readonly #qubits: number;
  readonly #memoryLimit: number;
  #entries: Entries;
  readonly truncation = 0;

  private constructor(qubits: number, memoryLimit: number, entries: Entries) {
    this.#qubits = qubits;
    this.#memoryLimit = memoryLimit;
    this.#entries = entries;
  }

  /** The state |0…0⟩, which may grow to so many bytes. */
  static zeros(qubits: number, memoryLimit: number): SparseState {
    return new SparseState(qubits, memoryLimit, Entries.zero(qubits));
  }

  /** The number of amplitudes. */
  get count(): number {
    return this.#entries.count;
  }

  get bytes(): number {
    return this.#entries.bytes;
  }

  copy(): SparseState {
    return new SparseState(this.#qubits, this.#memoryLimit, this.#entries.copy());
  }

  /** @throws {Refused} where the entries outgrow the memory. */
  run(gates: readonly BoundGate[], onProgress: (fraction: number) => void): void {
    for (const [done, gate] of gates.entries()) {
      this.#entries = apply(this.#entries, sparseGate(gate));
      if (copiesAtWork * this.bytes > this.#memoryLimit) throw this.#tooLarge();
      onProgress((done + 1) / gates.length);
    }
  }

  applyOperator(operator: BoundGate): void {
    this.#entries = apply(this.#entries, sparseGate(operator));
    const { amplitudes, count } = this.#entries;
    let weight = 0;
    for (let part = 0; part < 2 * count; part++) weight += amplitudes[part]! ** 2;
    const scale = 1 / Math.sqrt(weight);
    for (let part = 0; part < 2 * count; part++) amplitudes[part]! *= scale;
  }

  oddsOf(qubit: number): number {
    const entries = this.#entries;
    let sum = 0;
    for (let place = 0; place < entries.count; place++)
      if (entries.bit(place, qubit) === 1) sum += entries.probability(place);
    return sum;
  }

  collapse(qubit: number, bit: 0 | 1): void {
    const { words, count, keys, amplitudes } = this.#entries;
    const odds = this.oddsOf(qubit);
    const scale = 1 / Math.sqrt(bit === 1 ? odds : 1 - odds);
    const left = new Entries(words, Math.ceil(count / 2));
    for (let place = 0; place < count; place++)
      if (this.#entries.bit(place, qubit) === bit)
        left.add(keys, place * words, scale * amplitudes[2 * place]!, scale * amplitudes[2 * place + 1]!);
    this.#entries = left;
  }

  *distribution(qubits: readonly number[]): Generator<Reading> {
    for (let place = 0; place < this.#entries.count; place++)
      yield [this.#bitsOf(place, qubits), this.#entries.probability(place)];
  }

  /** Multinomial counts: entry by entry, a binomial share of the shots that are left. */
  *draw(qubits: readonly number[], shots: number, random: Random): Generator<Reading> {
    const entries = this.#entries;
    let [left, rest] = [shots, 1];
    for (let place = 0; place < entries.count && left > 0; place++) {
      const probability = entries.probability(place);
      const isLast = place === entries.count - 1;
      const count = isLast ? left : binomial(random, left, Math.min(1, probability / rest));
      if (count > 0) yield [this.#bitsOf(place, qubits), count];
      left -= count;
      rest = Math.max(rest - probability, Number.MIN_VALUE);
    }
  }

  expectation(terms: readonly PauliTerm[]): number {
    return expectationOf(this.#entries, terms);
  }

  amplitudes(): Float64Array {
    const { keys, words, count, amplitudes } = this.#entries;
    const all = new Float64Array(2 * 2 ** this.#qubits);
    for (let place = 0; place < count; place++)
      all.set(amplitudes.subarray(2 * place, 2 * place + 2), 2 * keys[place * words]!);
    return all;
  }

  #bitsOf(place: number, qubits: readonly number[]): Uint8Array {
    const bits = new Uint8Array(qubits.length);
    for (let at = 0; at < bits.length; at++) bits[at] = this.#entries.bit(place, qubits[at]!);
    return bits;
  }

  #tooLarge(): Refused {
    const count = this.#entries.count.toLocaleString('en');
    return new Refused(
      'too-large',
      `The sparse state has grown to ${count} amplitudes, which need ${formatBytes(copiesAtWork * this.bytes)} of memory with what a gate needs; the limit is ${formatBytes(this.#memoryLimit)}.`,
      'Raise the limit with simulator(memory: …), in GiB, or choose another method.',
    );
  }
}
