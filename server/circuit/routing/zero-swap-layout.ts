import type { Subject } from './layout-search.ts';
import { EmbeddingSearch } from './embedding.ts';
import { type InteractionGraph, interactionGraph } from './interaction-graph.ts';
import { completed } from './placement.ts';

/** Placements of the shortest round between two restarts. */
const shortest = 250;

/**
 * A layout that needs no swap, where one is found in `steps` placements; among several the one whose pairs lose the least
 * fidelity.
 */
export function zeroSwapLayout(subject: Subject, steps: number): Int32Array | undefined {
  const { dependencies, graph, costs, random } = subject;
  const pattern = interactionGraph(dependencies);
  if (pattern.pairs.length > graph.pairs.length) return undefined;
  const search = new EmbeddingSearch(pattern, graph, random);
  const isFree = costs.every((cost) => cost === 0);
  let best: { readonly places: readonly number[]; readonly loss: number } | undefined;
  for (let [left, round] = [steps, 1]; left > 0; round++) {
    const places = search.run(Math.min(shortest * luby(round), left));
    left -= search.steps;
    if (places === 'none') break;
    if (places === 'exhausted') continue;
    const loss = lossOf(places, pattern, costs, graph.qubits);
    if (best === undefined || loss < best.loss) best = { places, loss };
    if (isFree) break;
  }
  return best && layoutOf(best.places, pattern, subject);
}

/**
 * 1, 1, 2, 1, 1, 2, 4, …: lengths of rounds that are not far from the best ones whatever the distribution of the time to a
 * solution (Luby, Sinclair, Zuckerman, "Optimal speedup of Las Vegas algorithms", Inf. Process. Lett. 47, 1993).
 */
function luby(round: number): number {
  const bits = 32 - Math.clz32(round);
  if (round === 2 ** bits - 1) return 2 ** (bits - 1);
  return luby(round - 2 ** (bits - 1) + 1);
}

function lossOf(
  places: readonly number[],
  { pairs }: InteractionGraph,
  costs: Float64Array,
  qubits: number,
): number {
  return pairs.reduce((sum, { a, b, gates }) => sum + gates * costs[places[a]! * qubits + places[b]!]!, 0);
}

/** Logical qubits that meet no other take what is left. */
function layoutOf(
  places: readonly number[],
  pattern: InteractionGraph,
  { dependencies, graph }: Subject,
): Int32Array {
  const taken = new Set(places);
  const free = graph.mainland.filter((qubit) => !taken.has(qubit)).values();
  const layout = Array.from({ length: dependencies.qubits }, (_, logical) => {
    const place = pattern.qubits.indexOf(logical);
    return places[place] ?? free.next().value!;
  });
  return completed(layout, graph.qubits);
}
