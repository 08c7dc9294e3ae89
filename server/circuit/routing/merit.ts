import type { Subject } from './layout-search.ts';
import { Placement } from './placement.ts';
import type { Pass } from './sabre.ts';

/** What passes are compared by, the first that differs: the smaller the better. */
export interface Merit {
  /**
   * What swaps and bridges add in controlled flips: three, but one beside a shorter run of gates on the same pair, with
   * which the swap becomes one block of at most three flips, and none beside a longer one.
   */
  readonly cost: number;
  /** Sum of −ln(1 − error) over the gates on neighbours, a swap counting three; bridges are left out. */
  readonly loss: number;
  /** Longest chain of runs of gates on one pair, a swap counting three and a bridge four. */
  readonly depth: number;
}

export function isBetter(one: Merit, other: Merit): boolean {
  if (one.cost !== other.cost) return one.cost < other.cost;
  if (Math.abs(one.loss - other.loss) > 1e-12) return one.loss < other.loss;
  return one.depth < other.depth;
}

export function meritOf(pass: Pass, subject: Subject): Merit {
  const { dependencies, graph, costs } = subject;
  const placement = new Placement(graph.qubits);
  placement.set(pass.start);
  const depths = new Int32Array(graph.qubits);
  const runs = new PairRuns(graph.qubits);
  let loss = 0;
  const count = (a: number, b: number, gates: number, length: number) => {
    loss += gates * costs[a * graph.qubits + b]!;
    const depth = Math.max(depths[a]!, depths[b]!) + length;
    depths[a] = depth;
    depths[b] = depth;
  };
  for (const event of pass.events)
    if (event.kind === 'swap') {
      count(event.a, event.b, 3, 3);
      runs.swap(event.a, event.b);
      placement.swap(event.a, event.b);
    } else if (dependencies.first[event.node]! >= 0) {
      const a = placement.physical[dependencies.first[event.node]!]!;
      const b = placement.physical[dependencies.second[event.node]!]!;
      const isBridge = graph.distances[a * graph.qubits + b] === 2;
      const gates = dependencies.members[event.node]!.length;
      count(a, b, gates, isBridge ? 4 : gates);
      if (isBridge) runs.bridge();
      else runs.gates(a, b, dependencies.weights[event.node]!);
    }
  return { cost: runs.finish(), loss, depth: Math.max(0, ...depths) };
}

/** Runs of gates and swaps on one pair of physical qubits, which become one block each. */
class PairRuns {
  /** The run that each qubit is in. */
  readonly #open: (PairRun | undefined)[];
  readonly #runs: PairRun[] = [];
  #bridges = 0;

  constructor(qubits: number) {
    this.#open = Array.from({ length: qubits }, () => undefined);
  }

  swap(a: number, b: number): void {
    this.#on(a, b).swaps++;
  }

  gates(a: number, b: number, weight: number): void {
    this.#on(a, b).weight += weight;
  }

  bridge(): void {
    this.#bridges++;
  }

  finish(): number {
    return this.#runs.reduce((sum, run) => sum + addedFlips(run), 3 * this.#bridges);
  }

  #on(a: number, b: number): PairRun {
    const open = this.#open[a];
    if (open !== undefined && open === this.#open[b]) return open;
    const run: PairRun = { weight: 0, swaps: 0 };
    this.#open[a] = run;
    this.#open[b] = run;
    this.#runs.push(run);
    return run;
  }
}

interface PairRun {
  /** Flips that its gates take. */
  weight: number;
  swaps: number;
}

function addedFlips({ weight, swaps }: PairRun): number {
  if (swaps % 2 === 0) return 0;
  return addedBySwap(weight);
}

/** Flips that a swap adds to a block of so many. */
export function addedBySwap(weight: number): number {
  if (weight === 0) return 3;
  return weight >= 3 ? 0 : 1;
}
