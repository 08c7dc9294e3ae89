import type { ReadoutError } from '../../circuit/index.ts';
import type { Sweep } from '../run/explore.ts';
import type { Job } from '../run/run.ts';
import type { Watch } from '../stabilizer/reference.ts';
import type { Stretch } from '../stabilizer/stretch.ts';
import { Walk } from '../stabilizer/walk.ts';
import { type ExtendedProgram, extendedProgram } from './extended-program.ts';
import { ExtendedState } from './extended-state.ts';
import { coreBytes, frameBytes, largestCore } from './memory.ts';
import { type Split, split } from './split.ts';

/** The end of a path: its last stretch, and how that was split. */
export interface LastPart {
  readonly stretch: Stretch;
  readonly parts: Split;
}

/** Told where a path ends, with the state behind the head of its last stretch and what the head's measurements found. */
export type AtEnd = (part: LastPart, state: ExtendedState, weight: number, bits: readonly number[]) => void;

/** A program with what its states may take. */
export class ExtendedRun {
  readonly watch: Watch;
  readonly #program: ExtendedProgram;
  readonly #largestCore: number;
  readonly #copies: number;

  constructor({ circuit, bindings, options }: Job, watch: Watch) {
    this.watch = watch;
    this.#program = extendedProgram(circuit, bindings, options.noise);
    this.#largestCore = largestCore(options.memoryLimit);
    const likely = frameBytes(circuit.qubitCount) + coreBytes(Math.min(circuit.qubitCount, 10));
    this.#copies = Math.max(1, Math.floor(options.memoryLimit / likely));
  }

  /** How measurements are misread, by qubit. */
  get readout(): readonly ReadoutError[] {
    return this.#program.readout;
  }

  /** @param leavesOut see `stretchFrom`. */
  walk(sweep: Sweep, leavesOut: boolean, atEnd: AtEnd): void {
    const program = this.#program;
    const splitOf = (stretch: Stretch) => split(stretch, program.sums);
    const crossed = (stretch: Stretch) => splitOf(stretch).head;
    const { watch } = this;
    const walk = new Walk<ExtendedState>({
      ...{ program, sweep, leavesOut, watch, crossed },
      copies: this.#copies,
    });
    walk.run(new ExtendedState(program, this.#largestCore), (stretch, state, weight, bits) =>
      atEnd({ stretch, parts: splitOf(stretch) }, state, weight, bits),
    );
  }
}
