import type { Method } from '../simulator.ts';
import { layOut } from '../program/layout.ts';
import { programNoise } from '../program/noise.ts';
import type { Program } from '../program/step.ts';
import { type AtEnding, type Sweep, explore } from '../run/explore.ts';
import { type Job, type OnProgress, sweepOf } from '../run/run.ts';
import { isStraight } from '../run/straight.ts';
import type { Explorable } from '../pauli/estimate.ts';
import type { StateShelf } from '../state/shelf.ts';
import { DensityState } from './density-state.ts';
import { densityBytes } from './profile.ts';

/** A noisy program with the density matrix that it runs on. */
export class DensityRun implements Explorable {
  readonly program: Program;
  readonly state: DensityState;
  readonly sweep: Sweep;
  readonly #onProgress: OnProgress;
  readonly #copies: number;
  readonly #giveBack: () => void;

  /** @throws {Refused} when the shots are none. */
  constructor(shelf: StateShelf, { circuit, bindings, options }: Job, onProgress: OnProgress) {
    const { qubitCount } = circuit;
    this.sweep = sweepOf(options);
    const noise = options.noise && programNoise(options.noise, qubitCount, bindings);
    this.program = layOut(circuit, bindings, true, noise);
    const elements = shelf.take(2 * qubitCount, { ...options, precision: 'double' });
    this.#giveBack = () => shelf.give(elements);
    this.state = new DensityState(elements, this.program.readout);
    this.#copies = Math.floor(options.memoryLimit / densityBytes(qubitCount)) - 1;
    this.#onProgress = onProgress;
  }

  get isStraight(): boolean {
    return isStraight(this.program, false, true);
  }

  prepare(): void {
    this.state.prepare();
  }

  /** @param dropsResets see {@link explore}. */
  explore(sweep: Sweep, dropsResets: boolean, atEnding: AtEnding): Method {
    const { state, program } = this;
    const [copies, onProgress] = [this.#copies, this.#onProgress];
    explore({ program, state, sweep, dropsResets, isMixed: true, copies, atEnding, onProgress });
    return 'density';
  }

  /** Hands the state back once the run has ended well. */
  finish(): void {
    this.#giveBack();
  }
}
