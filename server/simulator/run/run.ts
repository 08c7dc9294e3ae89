import { Random } from '../../base/index.ts';
import type { Bindings, Circuit } from '../../circuit/index.ts';
import { layOut, layOutUpToPhase } from '../program/layout.ts';
import { programNoise } from '../program/noise.ts';
import type { Program } from '../program/step.ts';
import { checkShots } from '../sampling/outcomes.ts';
import type { GradientOptions, Method, SimulationOptions } from '../simulator.ts';
import type { DenseState } from '../state/dense-state.ts';
import { sizeObstacle, stateBytes } from '../state/memory.ts';
import type { StateShelf } from '../state/shelf.ts';
import { type AtEnding, type Sweep, explore } from './explore.ts';
import { Refused } from './refused.ts';
import { isStraight } from './straight.ts';

/** What is asked of the engine. */
export interface Job {
  readonly circuit: Circuit;
  readonly bindings: Bindings;
  readonly options: SimulationOptions;
}

/** What is asked of the engine where derivatives are wanted. */
export interface GradientJob extends Job {
  readonly options: GradientOptions;
}

/** Called between operations with the share of the work that is done; may throw to stop. */
export type OnProgress = (fraction: number) => void;

/** A program with the state that it runs on. */
export class Run {
  readonly program: Program;
  readonly state: DenseState;
  readonly sweep: Sweep;
  /** How many copies of the state fit beside it. */
  readonly copies: number;
  readonly #onProgress: OnProgress;

  /**
   * @param keepsPhase whether the state's global phase matters.
   * @throws {Refused} when the state does not fit, or the shots are none.
   */
  constructor(
    shelf: StateShelf,
    { circuit, bindings, options }: Job,
    onProgress: OnProgress,
    keepsPhase = false,
  ) {
    const obstacle = sizeObstacle(circuit.qubitCount, options);
    if (obstacle !== undefined) throw new Refused('too-large', `${obstacle.clause}.`, obstacle.help);
    this.sweep = sweepOf(options);
    const noise = options.noise && programNoise(options.noise, circuit.qubitCount, bindings);
    const isFree = noise === undefined && !keepsPhase;
    this.program = isFree ? layOutUpToPhase(circuit, bindings) : layOut(circuit, bindings, true, noise);
    this.state = shelf.take(circuit.qubitCount, options);
    this.copies = Math.floor(options.memoryLimit / stateBytes(circuit.qubitCount, options.precision)) - 1;
    this.#onProgress = onProgress;
  }

  /** Whether one evolution of the state tells everything, resets included. */
  get isStraight(): boolean {
    return isStraight(this.program, false);
  }

  prepare(): void {
    this.state.prepare();
  }

  /** @param dropsResets see {@link explore}. */
  explore(sweep: Sweep, dropsResets: boolean, atEnding: AtEnding): Method {
    const { state, program } = this;
    const onProgress = this.#onProgress;
    return explore({ program, state, sweep, dropsResets, copies: this.copies, atEnding, onProgress });
  }
}

/** @throws {Refused} for a number of shots that is none. */
export function sweepOf({ shots, seed }: SimulationOptions): Sweep {
  if (shots === undefined) return { kind: 'exact' };
  checkShots(shots);
  return { kind: 'shots', shots, random: new Random(seed) };
}
