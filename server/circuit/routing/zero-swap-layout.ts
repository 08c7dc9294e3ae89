import type { Subject } from './layout-search.ts';
import { EmbeddingSearch } from './embedding.ts';
import { type InteractionGraph, interactionGraph } from './interaction-graph.ts';
import { completed } from './placement.ts';

/** Placements before the first restart; every restart has twice as many. */
const firstRound = 500;

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
  let round = firstRound;
  for (let left = steps; left > 0; left -= round) {
    const places = search.run(Math.min(round, left));
    if (places === 'none') break;
    if (places === 'exhausted') round *= 2;
    else {
      const loss = lossOf(places, pattern, costs, graph.qubits);
      if (best === undefined || loss < best.loss) best = { places, loss };
      if (isFree) break;
    }
  }
  return best && layoutOf(best.places, pattern, subject);
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
