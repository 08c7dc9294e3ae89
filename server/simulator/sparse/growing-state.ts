import type { Random } from '../../base/index.ts';
import type { PauliTerm } from '../../circuit/index.ts';
import type { BoundGate } from '../pure/bound-gate.ts';
import { DenseForm } from '../pure/dense-form.ts';
import type { PureState, Reading } from '../pure/pure-state.ts';
import type { SimulationOptions } from '../simulator.ts';
import { sizeObstacle, stateBytes } from '../state/memory.ts';
import type { StateShelf } from '../state/shelf.ts';
import { SparseState } from './sparse-state.ts';

/** A gate takes for an amplitude of a sparse state about so many times what it takes for one of a dense state. */
const timesDense = 32;

/** The least number of amplitudes at which a change of form is worth its while. */
const leastAmplitudes = 2 ** 12;

/** What a dense form needs beside the options of the run. */
export interface DenseRoom {
  readonly shelf: StateShelf;
  readonly qubits: number;
  readonly options: SimulationOptions;
}

/**
 * A sparse state that becomes a dense one where so many amplitudes are no longer zero that a dense state takes less
 * time, and where that fits the memory beside the sparse one.
 */
export class GrowingState implements PureState {
  readonly truncation = 0;
  readonly #room: DenseRoom;
  #form: SparseState | DenseForm;
  /** The number of amplitudes at which the form was changed. */
  #changedAt: number | undefined;

  constructor(room: DenseRoom, form = SparseState.zeros(room.qubits, room.options.memoryLimit)) {
    this.#room = room;
    this.#form = form;
  }

  get note(): string | undefined {
    if (this.#changedAt === undefined) return undefined;
    return `the sparse state grew to ${this.#changedAt.toLocaleString('en')} amplitudes and went on as a dense state`;
  }

  get bytes(): number {
    return this.#form.bytes;
  }

  copy(): GrowingState {
    const copy = new GrowingState(this.#room);
    copy.#form = this.#form.copy();
    copy.#changedAt = this.#changedAt;
    return copy;
  }

  /** @throws {Refused} where the state outgrows the memory in its form, and no other fits. */
  run(gates: readonly BoundGate[], onProgress: (fraction: number) => void): void {
    let done = 0;
    for (; done < gates.length && this.#form instanceof SparseState; done++) {
      this.#form.run(gates.slice(done, done + 1), () => undefined);
      onProgress((done + 1) / gates.length);
      this.#change();
    }
    if (done === gates.length) return;
    this.#form.run(gates.slice(done), (fraction) =>
      onProgress((done + (gates.length - done) * fraction) / gates.length),
    );
  }

  applyOperator(operator: BoundGate): void {
    this.#form.applyOperator(operator);
  }

  oddsOf(qubit: number): number {
    return this.#form.oddsOf(qubit);
  }

  collapse(qubit: number, bit: 0 | 1): void {
    this.#form.collapse(qubit, bit);
  }

  distribution(qubits: readonly number[]): Iterable<Reading> {
    return this.#form.distribution(qubits);
  }

  draw(qubits: readonly number[], shots: number, random: Random): Iterable<Reading> {
    return this.#form.draw(qubits, shots, random);
  }

  expectation(terms: readonly PauliTerm[]): number {
    return this.#form.expectation(terms);
  }

  amplitudes(): Float64Array {
    return this.#form.amplitudes();
  }

  #change(): void {
    if (!(this.#form instanceof SparseState)) return;
    const { count } = this.#form;
    const { shelf, qubits, options } = this.#room;
    if (count < leastAmplitudes || timesDense * count < 2 ** qubits) return;
    // The amplitudes are laid out once more on their way into the kernels' memory.
    const needed = 2 * stateBytes(qubits) + this.#form.bytes;
    if (sizeObstacle(qubits, options) !== undefined || needed > options.memoryLimit) return;
    this.#changedAt = count;
    const { precision: _single, ...inDouble } = options;
    this.#form = new DenseForm(() => shelf.take(qubits, inDouble), this.#form.amplitudes());
  }
}
