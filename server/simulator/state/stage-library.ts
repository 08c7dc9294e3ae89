import type { CompiledKernels } from '../native/library.ts';
import { stageModule } from '../native/stage-code.ts';
import type { PlannedStage } from '../program/plan.ts';

/** The most functions; a circuit needs some dozens. */
const mostStages = 1000;

interface Entry {
  /** Amplitudes on which such stages have acted. */
  work: number;
  /** The number of the function in tables; 0 while there is none. */
  slot: number;
}

/**
 * Code for stages, emitted once in each thread that runs circuits. Numbers of functions are those of the table of every
 * instance of the kernels; 0 is none of them.
 */
export class StageLibrary {
  readonly #compiled: CompiledKernels;
  readonly #entries = new Map<string, Entry>();
  readonly modules: WebAssembly.Module[] = [];
  /** Amplitudes on which stages of one shape have to act before code for them is compiled: some milliseconds of work. */
  worthwhile = 2 ** 22;

  constructor(compiled: CompiledKernels) {
    this.#compiled = compiled;
  }

  /** The number of the function for a stage that is about to act on so many amplitudes, or 0. */
  slot({ key, shape }: PlannedStage, amplitudes: number): number {
    // Tables of functions in wide memories have another kind of index.
    if (this.#compiled.isWide) return 0;
    const entry = this.#entries.get(key) ?? { work: 0, slot: 0 };
    this.#entries.set(key, entry);
    entry.work += amplitudes;
    if (entry.slot !== 0 || entry.work < this.worthwhile || this.modules.length >= mostStages)
      return entry.slot;
    entry.slot = this.modules.push(new WebAssembly.Module(stageModule(shape, this.#compiled)));
    return entry.slot;
  }
}

const libraries = new WeakMap<CompiledKernels, StageLibrary>();

/** The code for stages beside these kernels. */
export function stageLibrary(compiled: CompiledKernels): StageLibrary {
  const earlier = libraries.get(compiled);
  if (earlier !== undefined) return earlier;
  const fresh = new StageLibrary(compiled);
  libraries.set(compiled, fresh);
  return fresh;
}
