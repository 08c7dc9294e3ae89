import type { Operation } from '../program/operation.ts';
import type { DenseState } from '../state/dense-state.ts';

/** So few operations are carried out one by one, which takes less time than to plan passes. */
const unplanned = 3;

/** What has been done to a state since |0…0⟩, the last first. */
interface History {
  readonly before: History | undefined;
  readonly operations: readonly Operation[];
}

/** Amplitudes that some ways onward still start from. */
interface Snapshot {
  readonly amplitudes: Float64Array;
  uses: number;
}

interface Waiting {
  readonly snapshot: Snapshot | undefined;
  readonly history: History | undefined;
  /** Whether the state is still as it was when this began to wait. */
  readonly isNext: boolean;
  readonly proceed: () => void;
}

/** One way onward from a fork. */
export interface Way {
  readonly weight: number;
  readonly proceed: () => void;
}

/**
 * A state whose evolution forks. The ways of a fork are gone one after the other, the lightest first, each from the same
 * state: from a copy, or where no more copies may be kept, from |0…0⟩ through all that was done.
 */
export class ForkingState {
  readonly state: DenseState;
  readonly #capacity: number;
  readonly #waiting: Waiting[] = [];
  readonly #spare: Float64Array[] = [];
  #copies = 0;
  #history: History | undefined;

  /** @param capacity how many copies of the state may be kept. */
  constructor(state: DenseState, capacity: number) {
    this.state = state;
    this.#capacity = capacity;
  }

  run(operations: readonly Operation[], onProgress?: (fraction: number) => void): void {
    if (operations.length === 0) return;
    if (operations.length > unplanned) this.state.run(operations, onProgress);
    else for (const operation of operations) this.state.apply(operation);
    this.#history = { before: this.#history, operations };
  }

  /** Makes these ways wait to be gone. */
  fork(ways: readonly Way[]): void {
    const ordered = ways.toSorted((a, b) => b.weight - a.weight);
    const snapshot = ordered.length > 1 ? this.#snapshot(ordered.length - 1) : undefined;
    for (const [place, { proceed }] of ordered.entries()) {
      const isNext = place === ordered.length - 1;
      this.#waiting.push({
        snapshot: isNext ? undefined : snapshot,
        history: this.#history,
        isNext,
        proceed,
      });
    }
  }

  /** Goes all ways that wait, and those that come up. */
  goAll(): void {
    for (let way = this.#waiting.pop(); way !== undefined; way = this.#waiting.pop()) {
      if (!way.isNext) this.#return(way);
      way.proceed();
    }
  }

  #snapshot(uses: number): Snapshot | undefined {
    if (this.#copies >= this.#capacity) return undefined;
    this.#copies++;
    return { amplitudes: this.state.copy(this.#spare.pop()), uses };
  }

  #return({ snapshot, history }: Waiting): void {
    this.#history = history;
    if (snapshot === undefined) return this.#repeat(history);
    this.state.restore(snapshot.amplitudes);
    if (--snapshot.uses > 0) return;
    this.#copies--;
    this.#spare.push(snapshot.amplitudes);
  }

  #repeat(history: History | undefined): void {
    const lists: (readonly Operation[])[] = [];
    for (let past = history; past !== undefined; past = past.before) lists.push(past.operations);
    this.state.prepare();
    this.state.run(lists.toReversed().flat());
  }
}
