import { type CancellationToken, throwIfCancelled } from '../../base/index.ts';
import { formCount } from '../synthesis/two-qubit.ts';
import type { Coordinates } from '../synthesis/weyl.ts';
import { resynthesised } from './blocks.ts';
import { mergedRotations } from './merge.ts';
import type { Program } from './operation.ts';
import { type Relabelled, stops, withoutExchanges } from './relabel.ts';
import type { CompileLevel } from './report.ts';
import type { CompileTarget } from './target.ts';

/** Rounds of the passes that a level runs at most. */
export const rounds: Readonly<Record<CompileLevel, number>> = { 0: 0, 1: 1, 2: 2, 3: 6 };

/** The fewest gates of the kind that needs least for a canonical form. */
export function priceOf({ twoQubit }: CompileTarget) {
  return (coordinates: Coordinates) => Math.min(...twoQubit.map(({ gate }) => formCount(coordinates, gate)));
}

export function entanglingCount({ operations }: Program): number {
  return operations.reduce((sum, operation) => {
    if (operation.kind === 'flow')
      return operation.blocks.reduce((inner, block) => inner + entanglingCount(block), sum);
    if (operation.kind === 'swap') return sum + 3;
    return operation.kind === 'rotation' && operation.qubits.length === 2 ? sum + 1 : sum;
  }, 0);
}

/**
 * The passes while qubits have no places yet, so that exchanges are only other names for what follows: rotations merge and
 * pairs are made anew, in rounds that go on as long as they help.
 */
export class FreePasses {
  readonly #program: Program;
  readonly #qubits: number;
  readonly #options: Parameters<typeof resynthesised>[2];
  readonly #cancellation: CancellationToken;
  /** What there is after 0, 1, … rounds. */
  readonly #after: Relabelled[] = [];
  #isDone = false;

  /** @param mirrors whether a block that is shorter with one more exchange of its qubits is made so */
  constructor(
    program: Program,
    qubits: number,
    target: CompileTarget,
    { mirrors, cancellation }: { readonly mirrors: boolean; readonly cancellation: CancellationToken },
  ) {
    this.#qubits = qubits;
    this.#options = { price: priceOf(target), mirrors: mirrors && !stops(program) };
    this.#cancellation = cancellation;
    this.#program = program;
  }

  /** The same object for another number of rounds where more of them do not help. */
  upTo(count: number): Relabelled {
    if (this.#after.length === 0) this.#after.push(withoutExchanges(this.#program, this.#qubits));
    while (!this.#isDone && this.#after.length <= count) this.#round();
    const found = this.#after[Math.min(count, this.#after.length - 1)];
    if (found === undefined) throw new RangeError(`there are no ${count} rounds`);
    return found;
  }

  #round(): void {
    throwIfCancelled(this.#cancellation);
    const before = this.upTo(this.#after.length - 1);
    const merged = mergedRotations(before.program, this.#qubits);
    const remade = withoutExchanges(resynthesised(merged, this.#qubits, this.#options), this.#qubits);
    const program = mergedRotations(remade.program, this.#qubits);
    this.#isDone = this.#after.length > 1 && entanglingCount(program) >= entanglingCount(before.program);
    this.#after.push({ program, ends: before.ends.map((wire) => remade.ends[wire] ?? wire) });
  }
}

/** The same on the device, where exchanges are gates. */
export function coupledPasses(
  program: Program,
  target: CompileTarget,
  level: CompileLevel,
  cancellation: CancellationToken,
): Program {
  let best = program;
  const options = { price: priceOf(target), mirrors: false };
  for (let round = 0; round < rounds[level]; round++) {
    throwIfCancelled(cancellation);
    const merged = mergedRotations(best, target.qubits);
    const next =
      level >= 2 ? mergedRotations(resynthesised(merged, target.qubits, options), target.qubits) : merged;
    const isShorter = entanglingCount(next) < entanglingCount(best);
    best = next;
    if (round > 0 && !isShorter) break;
  }
  return best;
}
