import type { Subject } from './layout-search.ts';
import { Placement } from './placement.ts';
import type { Pass } from './sabre.ts';

/** What passes are compared by, the first that differs: the smaller the better. */
export interface Merit {
  /** Swaps and bridges. */
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
      placement.swap(event.a, event.b);
    } else if (dependencies.first[event.node]! >= 0) {
      const a = placement.physical[dependencies.first[event.node]!]!;
      const b = placement.physical[dependencies.second[event.node]!]!;
      const isBridge = graph.distances[a * graph.qubits + b] === 2;
      const gates = dependencies.members[event.node]!.length;
      count(a, b, gates, isBridge ? 4 : gates);
    }
  return { cost: pass.cost, loss, depth: Math.max(0, ...depths) };
}
