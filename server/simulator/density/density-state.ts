import type { ReadoutError } from '../../circuit/index.ts';
import type { Operation } from '../program/operation.ts';
import type { Evolution } from '../program/step.ts';
import type { EvolvingState } from '../run/explore.ts';
import type { DenseState } from '../state/dense-state.ts';
import { onBothSides, spread } from './sides.ts';
import { oneQubitChannel, superoperators } from './superoperator.ts';

/** A density matrix of n qubits, kept as a state of 2n. Its measurements are misread as the noise model tells. */
export class DensityState implements EvolvingState {
  readonly qubits: number;
  readonly leastProbability: number;
  readonly #elements: DenseState;
  readonly #readout: readonly ReadoutError[];
  /** Where each element of the diagonal lies. */
  readonly #diagonal: Uint32Array;

  /** @param elements a state of twice as many qubits, |0…0⟩. */
  constructor(elements: DenseState, readout: readonly ReadoutError[]) {
    this.#elements = elements;
    this.qubits = elements.qubits / 2;
    this.leastProbability = elements.leastProbability;
    this.#readout = readout;
    this.#diagonal = Uint32Array.from({ length: 2 ** this.qubits }, (_, index) => 3 * spread(index));
  }

  prepare(): void {
    this.#elements.prepare();
  }

  run(operations: readonly Evolution[], onProgress?: (fraction: number) => void): void {
    this.#elements.run(operations.flatMap(onElements), onProgress);
  }

  /** The probability that a measurement of `qubit` reports `value`. */
  probabilityOf(qubit: number, value: 0 | 1): number {
    const [ofZero, ofOne] = this.#reporting(qubit, value);
    let sum = 0;
    for (const [index, probability] of this.probabilities().entries())
      sum += probability * (((index >> qubit) & 1) === 0 ? ofZero : ofOne);
    return sum;
  }

  collapse(qubit: number, value: 0 | 1, probability: number): void {
    const [ofZero, ofOne] = this.#reporting(qubit, value);
    const entries = Float64Array.of(ofZero / probability, 0, 0, ofOne / probability, 0, 0, 0, 0);
    this.#elements.run([oneQubitChannel(qubit, entries)]);
  }

  flip(qubit: number): void {
    this.run([{ kind: 'flip', target: qubit, mask: 0, values: 0 }]);
  }

  copy(): Float64Array {
    return this.#elements.copy();
  }

  restore(copy: Float64Array): void {
    this.#elements.restore(copy);
  }

  /** The diagonal: the probability of each basis state. */
  probabilities(): Float64Array {
    const elements = this.#elements.amplitudesAt(this.#diagonal);
    return Float64Array.from({ length: 2 ** this.qubits }, (_, index) =>
      Math.max(0, elements[2 * index] ?? 0),
    );
  }

  /** The elements of a row ^ flips and column for each column, interleaved real and imaginary parts. */
  elementsAside(flips: number): Float64Array {
    const apart = spread(flips);
    return this.#elements.amplitudesAt(this.#diagonal.map((at) => at ^ apart));
  }

  /** The probabilities that |0⟩ and |1⟩ are reported as `value`. */
  #reporting(qubit: number, value: 0 | 1): readonly [number, number] {
    const { p01, p10 } = this.#readout[qubit] ?? { p01: 0, p10: 0 };
    return value === 1 ? [p01, 1 - p10] : [1 - p01, p10];
  }
}

function onElements(operation: Evolution): readonly Operation[] {
  if (operation.kind === 'rotations') throw new Error('density matrices are laid out without rotations');
  return operation.kind === 'channel' ? superoperators(operation) : onBothSides(operation);
}
