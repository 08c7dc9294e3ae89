import type { Dependencies } from './dependencies.ts';
import { unreachable } from './coupling-graph.ts';

/** Which logical qubits have to meet, how often, and how far they are from each other over such pairs. */
export interface InteractionGraph {
  /** The logical qubits that have to meet another; all numbers below are places in this list. */
  readonly qubits: readonly number[];
  readonly neighbours: readonly (readonly number[])[];
  /** Gates on each pair with the smaller place first. */
  readonly pairs: readonly { readonly a: number; readonly b: number; readonly gates: number }[];
  /** At `a · qubits.length + b`. */
  readonly distances: Uint16Array;
}

export function interactionGraph({ first, second, members, size }: Dependencies): InteractionGraph {
  const gates = new Map<string, { a: number; b: number; gates: number }>();
  const qubits = [...new Set([...first, ...second])].filter((qubit) => qubit >= 0).sort((a, b) => a - b);
  const placeOf = new Map(qubits.map((qubit, place) => [qubit, place]));
  for (let node = 0; node < size; node++) {
    if (first[node]! < 0) continue;
    const [a = 0, b = 0] = [placeOf.get(first[node]!)!, placeOf.get(second[node]!)!].sort((x, y) => x - y);
    const pair = gates.get(`${a}-${b}`) ?? { a, b, gates: 0 };
    pair.gates += members[node]!.length;
    gates.set(`${a}-${b}`, pair);
  }
  const pairs = [...gates.values()];
  const neighbours = qubits.map((): number[] => []);
  for (const { a, b } of pairs) {
    neighbours[a]!.push(b);
    neighbours[b]!.push(a);
  }
  return { qubits, neighbours, pairs, distances: distancesOf(neighbours) };
}

function distancesOf(neighbours: readonly (readonly number[])[]): Uint16Array {
  const size = neighbours.length;
  const distances = new Uint16Array(size * size).fill(unreachable);
  for (let start = 0; start < size; start++) {
    distances[start * size + start] = 0;
    const reached = new Set([start]);
    for (const here of reached)
      for (const there of neighbours[here]!)
        if (!reached.has(there)) {
          reached.add(there);
          distances[start * size + there] = distances[start * size + here]! + 1;
        }
  }
  return distances;
}
