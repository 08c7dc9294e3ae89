import type { Precision } from '../../library/index.ts';
import { hasSharedMemory } from '../native/host.ts';
import type { KernelLibrary } from '../native/library.ts';
import { type SpawnHelper, Team } from '../threads/team.ts';
import { threadsFor } from '../threads/threads.ts';
import { DenseState } from './dense-state.ts';
import { isWide } from './memory.ts';

/** A state of more bytes than this is not kept for the next run. */
const keptBytes = 2 ** 28;

/** What the thread that computes may use. */
export interface Machine {
  /** Threads that can run at the same time. */
  readonly cores: number;
  /** Nothing where this thread has to do all work. */
  readonly spawnHelper?: SpawnHelper;
}

/** How a state is to be worked on. */
export interface StateOptions {
  /** Where it is left out, the number that is fastest. */
  readonly threads?: number;
  /** The same bits on every machine. */
  readonly reproducible?: boolean;
  readonly precision?: Precision;
}

/**
 * Makes states, and keeps the last run's state for the next run on as many qubits, or on one fewer as energies and
 * gradients take turns: memory that is in use already is several times faster than memory that the system first has to
 * find and clear.
 */
export class StateShelf {
  readonly #library: KernelLibrary;
  readonly #team: Team;
  readonly #cores: number;
  #kept: DenseState | undefined;

  constructor(library: KernelLibrary, { cores, spawnHelper }: Machine) {
    this.#library = library;
    this.#team = new Team(hasSharedMemory ? spawnHelper : undefined);
    this.#cores = cores;
  }

  /** A state |0…0⟩ that belongs to the caller. @throws {RangeError} when its memory cannot be had. */
  take(qubits: number, options: StateOptions): DenseState {
    const { threads: wanted, reproducible: isReproducible = false, precision = 'double' } = options;
    const kept = this.#kept;
    this.#kept = undefined;
    const threads = this.#team.hasHelpers ? threadsFor(qubits, wanted, this.#cores) : 1;
    const compiled = this.#library.get({
      isReproducible,
      isWide: isWide(qubits, precision),
      isShared: threads > 1,
      precision,
    });
    const isRoomy = kept?.capacity === qubits || kept?.capacity === qubits + 1;
    const fits = isRoomy && kept.compiled === compiled && kept.crew.threads === threads;
    if (!fits) return new DenseState(compiled, qubits, { team: this.#team, threads });
    kept.focus(qubits);
    kept.prepare();
    return kept;
  }

  /** Takes back a state that is sound, whatever its amplitudes. */
  give(state: DenseState): void {
    if (state.memoryBytes <= keptBytes) this.#kept = state;
    else this.#team.release();
  }
}
