import type { Random } from '../../base/index.ts';
import type { CouplingGraph } from './coupling-graph.ts';
import { completed } from './placement.ts';

/** Starting layouts: the physical qubit of each token, spare ones last. */

/** Logical qubits in their order on the qubits of the connected part. */
export function trivialLayout(graph: CouplingGraph, qubits: number): Int32Array {
  return completed(graph.mainland.slice(0, qubits), graph.qubits);
}

export function randomLayout(graph: CouplingGraph, qubits: number, random: Random): Int32Array {
  return completed(shuffled(graph.mainland, random).slice(0, qubits), graph.qubits);
}

/**
 * A part of the graph with many and good pairs: from each qubit it grows by the neighbour with the most pairs into it, at
 * equal numbers the cheapest; the part with the most pairs and the least costs wins. Logical qubits take it in its order.
 */
export function denseLayout(graph: CouplingGraph, qubits: number, costs: Float64Array): Int32Array {
  let best: { readonly part: readonly number[]; readonly score: number } = { part: [], score: -Infinity };
  for (const start of graph.mainland) {
    const found = grown(start, graph, qubits, costs);
    if (found.score > best.score) best = found;
  }
  return completed(best.part, graph.qubits);
}

function grown(start: number, graph: CouplingGraph, size: number, costs: Float64Array) {
  const gains = new Float64Array(graph.qubits).fill(-Infinity);
  const part: number[] = [];
  let score = 0;
  for (let next = start; next >= 0 && part.length < size; next = bestOf(gains)) {
    if (part.length > 0) score += gains[next]!;
    part.push(next);
    gains[next] = Number.NaN;
    for (const neighbour of graph.neighbours[next]!) {
      const gain = 1 - costs[next * graph.qubits + neighbour]!;
      gains[neighbour] = gains[neighbour] === -Infinity ? gain : gains[neighbour]! + gain;
    }
  }
  return { part, score };
}

function bestOf(gains: Float64Array): number {
  let best = -1;
  for (let qubit = 0; qubit < gains.length; qubit++)
    if (gains[qubit]! > (best < 0 ? -Infinity : gains[best]!)) best = qubit;
  return best;
}

export function shuffled(list: readonly number[], random: Random): number[] {
  const result = [...list];
  for (let place = result.length - 1; place > 0; place--) {
    const other = Math.floor(random.next() * (place + 1));
    const moved = result[place]!;
    result[place] = result[other]!;
    result[other] = moved;
  }
  return result;
}
