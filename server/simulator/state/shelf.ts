import { DenseState } from './dense-state.ts';

/** A state of more bytes than this is not kept for the next run. */
const keptBytes = 2 ** 28;

/**
 * Keeps the last run's state for the next run on as many qubits: memory that is in use already is several times faster
 * than memory that the system first has to find and clear.
 */
export class StateShelf {
  readonly #module: WebAssembly.Module;
  #kept: DenseState | undefined;

  constructor(module: WebAssembly.Module) {
    this.#module = module;
  }

  /** A state |0…0⟩ that belongs to the caller. @throws {RangeError} when its memory cannot be had. */
  take(qubits: number): DenseState {
    const kept = this.#kept;
    this.#kept = undefined;
    if (kept?.capacity !== qubits) return new DenseState(this.#module, qubits);
    kept.focus(qubits);
    kept.prepare();
    return kept;
  }

  /** Takes back a state that is sound, whatever its amplitudes. */
  give(state: DenseState): void {
    if (state.memoryBytes <= keptBytes) this.#kept = state;
  }
}
