import type { NoiseSite } from './noise-site.ts';
import { readOff } from './read-off.ts';
import type { Action, Stretch } from './stretch.ts';
import type { PauliRow, Tableau } from './tableau.ts';

/** What frames go through: see {@link Reference}. */
export type FrameStep =
  | { readonly kind: 'gates'; readonly code: Int32Array }
  /** The next random bit: where it is 1, the run continues from the state that `row` takes the reference's to. */
  | { readonly kind: 'branch'; readonly row: PauliRow }
  /** The next measurement. */
  | { readonly kind: 'measure'; readonly qubit: number }
  | { readonly kind: 'reset'; readonly qubit: number }
  | { readonly kind: 'noise'; readonly site: NoiseSite };

/** Called between parts of the work; may throw to stop. */
export type Watch = () => void;

/**
 * One run of a stretch in which every open measurement found 0, and how every other run differs: by a Pauli operator,
 * a frame, that a random bit at each open measurement adds to. Gidney, "Stim: a fast stabilizer circuit simulator",
 * Quantum 5, 497, 2021, section 4; the frames start here from the stabilizer that the open measurement removes.
 */
export class Reference {
  readonly tableau: Tableau;
  readonly steps: FrameStep[] = [];
  /** What the measurements found. */
  readonly bits: number[] = [];
  /** The number of random bits. */
  branches = 0;
  #isDisturbed = false;
  readonly #watch: Watch;

  /** @param tableau is moved on. */
  constructor(tableau: Tableau, watch: Watch) {
    this.tableau = tableau;
    this.#watch = watch;
  }

  /** Goes on behind a copy of this run. */
  fork(): Reference {
    const fork = new Reference(this.tableau.copy(), this.#watch);
    fork.steps.push(...this.steps);
    fork.bits.push(...this.bits);
    fork.branches = this.branches;
    fork.#isDisturbed = this.#isDisturbed;
    return fork;
  }

  run(actions: readonly Action[]): void {
    for (const action of actions) {
      this.#watch();
      if (action.kind === 'gates') this.#gates(action.code);
      else if (action.kind === 'noise') {
        this.steps.push(action);
        this.#isDisturbed = true;
      } else {
        const bit = this.#measure(action.qubit);
        this.steps.push(action);
        if (action.kind === 'measure') this.bits.push(bit);
        else if (bit === 1) this.tableau.flip(action.qubit);
      }
    }
  }

  /** Runs the last actions: measurements at their end are read off together, and leave the tableau as it was. */
  finish(actions: readonly Action[]): void {
    const start = actions.findLastIndex(({ kind }) => kind !== 'measure') + 1;
    const measured = actions
      .slice(start)
      .flatMap((action) => (action.kind === 'measure' ? [action.qubit] : []));
    const { qubits } = this.tableau;
    // A few measurements are rather made one by one.
    if (measured.length < 2 || 8 * measured.length < qubits) return this.run(actions);
    this.run(actions.slice(0, start));
    this.#watch();
    const { bits, flips } = readOff(this.tableau);
    const z = new Int32Array(Math.ceil(qubits / 32));
    for (const x of flips) this.steps.push({ kind: 'branch', row: { x, z } });
    this.branches += flips.length;
    for (const qubit of measured) {
      this.steps.push({ kind: 'measure', qubit });
      this.bits.push(bits[qubit] ?? 0);
    }
  }

  #gates(code: Int32Array): void {
    this.tableau.run(code, this.#watch);
    // Before the first random bit and the first noise all frames are empty.
    if (this.branches > 0 || this.#isDisturbed) this.steps.push({ kind: 'gates', code });
  }

  #measure(qubit: number): 0 | 1 {
    const pivot = this.tableau.pivotOf(qubit);
    if (pivot < 0) return this.tableau.certainOutcome(qubit);
    this.steps.push({ kind: 'branch', row: this.tableau.collapse(qubit, pivot, 0) });
    this.branches++;
    return 0;
  }
}

/** The reference of a whole stretch. */
export function referenceOf(stretch: Stretch, tableau: Tableau, watch: Watch): Reference {
  const reference = new Reference(tableau, watch);
  reference.run(stretch.actions);
  return reference;
}
