import type { BlockQubits } from './block-qubits.ts';
import type { FusedOperation } from './fusion.ts';
import type { IndexMap } from './index-map.ts';
import { bitCount, itemOf } from './passes.ts';
import { type Stage, type StageOperation, isStageOperation, stageOf, stageQubits } from './stage.ts';

/** Qubits of a stage: the eight amplitudes in which three differ fit into sixteen registers with what is computed of them. */
const stageWidth = 3;

/** The smallest block in which stages are formed. */
const leastBlock = 5;

/** So many operations ahead are looked at for the qubits of a stage. */
const lookAhead = 32;

/** An operation of a pass, or several on few qubits together. */
export type StagedOperation = FusedOperation | IndexMap | Stage;

/** The operations of a pass with those on few qubits brought together, in an order that commutes with the given one. */
export function staged(
  operations: readonly (FusedOperation | IndexMap)[],
  block: BlockQubits,
): readonly StagedOperation[] {
  if (block.count < leastBlock) return operations;
  return new Staging(operations, block).finish();
}

class Staging {
  readonly #operations: readonly (FusedOperation | IndexMap)[];
  readonly #block: BlockQubits;
  /** By operation: what a stage could do of it, all qubits that a stage with it needs, and what others commute on. */
  readonly #parts: (StageOperation | undefined)[] = [];
  readonly #needed: Int32Array;
  readonly #mixed: Int32Array;
  readonly #used: Int32Array;
  /** The operations that are left, in order. */
  #rest: Int32Array;

  constructor(operations: readonly (FusedOperation | IndexMap)[], block: BlockQubits) {
    this.#operations = operations;
    this.#block = block;
    this.#needed = new Int32Array(operations.length);
    this.#mixed = new Int32Array(operations.length);
    this.#used = new Int32Array(operations.length);
    this.#rest = Int32Array.from(operations.keys());
    for (const [index, operation] of operations.entries()) this.#enter(index, operation);
  }

  #enter(index: number, operation: FusedOperation | IndexMap): void {
    const part = isStageOperation(operation, this.#block) ? operation : undefined;
    const everything = { mixed: this.#block.inside, used: this.#block.inside };
    const { mixed, used } = operation.kind === 'index-map' ? everything : itemOf(operation);
    this.#parts.push(part);
    this.#needed[index] = part === undefined ? 0 : stageQubits(part);
    this.#mixed[index] = mixed;
    this.#used[index] = used;
  }

  finish(): readonly StagedOperation[] {
    const done: StagedOperation[] = [];
    while (this.#rest.length > 0) {
      const [first = 0] = this.#rest;
      const operation = this.#operations[first];
      if (operation === undefined) break;
      if (this.#parts[first] === undefined) {
        done.push(operation);
        this.#rest = this.#rest.subarray(1);
      } else done.push(this.#stage(this.#best(this.#needed[first] ?? 0)));
    }
    return done;
  }

  /** The qubits, those of the first operation among them, on which most operations can be done at once. */
  #best(start: number): number {
    let best = start;
    let most = this.#scan(start);
    for (let isBetter = true; isBetter && bitCount(best) < stageWidth;) {
      isBetter = false;
      for (const qubits of this.#candidates(best)) {
        const count = this.#scan(qubits);
        if (count <= most) continue;
        [best, most, isBetter] = [qubits, count, true];
      }
    }
    return best;
  }

  /** The qubits with those of one of the next operations. */
  #candidates(qubits: number): ReadonlySet<number> {
    const sets = new Set<number>();
    for (const index of this.#rest.subarray(0, lookAhead)) {
      const grown = qubits | (this.#needed[index] ?? 0);
      if (grown !== qubits && bitCount(grown) <= stageWidth) sets.add(grown);
    }
    return sets;
  }

  #stage(qubits: number): Stage {
    const taken: number[] = [];
    this.#scan(qubits, taken);
    this.#leaveOut(taken);
    return stageOf(
      taken.flatMap((index) => this.#parts[index] ?? []),
      this.#block,
    );
  }

  /** @param taken some of the operations that are left, in order. */
  #leaveOut(taken: readonly number[]): void {
    const rest = this.#rest;
    let [kept, next] = [0, 0];
    for (let place = 0; place < rest.length; place++) {
      if (rest[place] === taken[next]) next++;
      else rest[kept++] = rest[place] ?? 0;
    }
    this.#rest = rest.subarray(0, kept);
  }

  /** Counts, and lists, the operations on these qubits alone that commute with all that are left before them. */
  #scan(qubits: number, taken?: number[]): number {
    let [count, blockedMixed, blockedUsed] = [0, 0, 0];
    for (const index of this.#rest) {
      if ((blockedMixed & qubits) === qubits) break;
      const needed = this.#needed[index] ?? 0;
      const mixed = this.#mixed[index] ?? 0;
      const used = this.#used[index] ?? 0;
      const isFree = (mixed & blockedUsed) === 0 && (used & blockedMixed) === 0;
      if (isFree && needed !== 0 && (needed & ~qubits) === 0) {
        count++;
        taken?.push(index);
      } else {
        blockedMixed |= mixed;
        blockedUsed |= used;
      }
    }
    return count;
  }
}
