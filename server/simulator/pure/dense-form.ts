import { type Random, cx, matrices } from '../../base/index.ts';
import type { PauliTerm } from '../../circuit/index.ts';
import { expectationOf, wordGroups } from '../pauli/words.ts';
import { matrixOperation } from '../program/gate-operation.ts';
import { type Operation, bitsFor } from '../program/operation.ts';
import { type Outcomes, distribution, draw } from '../sampling/outcomes.ts';
import type { DenseState } from '../state/dense-state.ts';
import { stateBytes } from '../state/memory.ts';
import type { BoundGate } from './bound-gate.ts';
import type { PureState, Reading } from './pure-state.ts';

/** All 2^n amplitudes as a form of a pure state, on at most 31 qubits. */
export class DenseForm implements PureState {
  readonly truncation = 0;
  readonly #state: DenseState;
  readonly #another: () => DenseState;

  /** @param another makes one more state of as many qubits. @throws {RangeError} when its memory cannot be had. */
  constructor(another: () => DenseState, amplitudes: Float64Array) {
    this.#another = another;
    this.#state = another();
    this.#state.restore(amplitudes);
  }

  get bytes(): number {
    return stateBytes(this.#state.qubits, this.#state.precision);
  }

  copy(): DenseForm {
    return new DenseForm(this.#another, this.#state.copy());
  }

  run(gates: readonly BoundGate[], onProgress: (fraction: number) => void): void {
    this.#state.run(gates.map(operationOf), onProgress);
  }

  applyOperator({ matrix, qubits }: BoundGate): void {
    this.#state.apply({ kind: 'many', qubits, matrix, mask: 0, values: 0 });
    const re = 1 / Math.sqrt(this.#state.total());
    this.#state.apply({ kind: 'phase', mask: 0, values: 0, re, im: 0 });
  }

  oddsOf(qubit: number): number {
    return this.#state.probabilityOf(qubit, 1);
  }

  collapse(qubit: number, bit: 0 | 1): void {
    this.#state.collapse(qubit, bit, this.#state.probabilityOf(qubit, bit));
  }

  distribution(qubits: readonly number[]): Iterable<Reading> {
    return readings(distribution(this.#state, bitsFor(qubits)), qubits);
  }

  draw(qubits: readonly number[], shots: number, random: Random): Iterable<Reading> {
    return readings(draw(this.#state, bitsFor(qubits), shots, random), qubits);
  }

  expectation(terms: readonly PauliTerm[]): number {
    return expectationOf(this.#state, wordGroups(terms));
  }

  amplitudes(): Float64Array {
    return this.#state.copy();
  }
}

function operationOf({ matrix, qubits, controls }: BoundGate): Operation {
  const size = 2 ** qubits.length;
  const entry = (row: number, column: number) => {
    const at = 2 * (row * size + column);
    return cx.complex(matrix[at]!, matrix[at + 1]);
  };
  return matrixOperation(matrices.generate(size, entry), qubits, controls);
}

function* readings(outcomes: Outcomes, qubits: readonly number[]): Generator<Reading> {
  for (const [outcome, weight] of outcomes)
    yield [Uint8Array.from(qubits, (qubit) => (outcome >> qubit) & 1), weight];
}
