import { BitSets } from './bit-sets.ts';
import type { CouplingGraph } from './coupling-graph.ts';
import type { InteractionGraph } from './interaction-graph.ts';

/** Distances beyond this are not used to narrow domains. */
export const farthest = 8;

/** The same devices are searched over and over. */
const knownBalls = new WeakMap<CouplingGraph, BitSets>();

/** Physical qubits within each distance from 1 to `farthest` of each: row `(distance − 1) · qubits + qubit`. */
export function ballsOf(graph: CouplingGraph): BitSets {
  const balls = knownBalls.get(graph) ?? newBalls(graph);
  knownBalls.set(graph, balls);
  return balls;
}

function newBalls({ qubits, distances, mainland }: CouplingGraph): BitSets {
  const balls = new BitSets(farthest * qubits, qubits);
  for (const a of mainland)
    for (const b of mainland)
      for (let distance = Math.max(1, distances[a * qubits + b]!); distance <= farthest; distance++)
        balls.add((distance - 1) * qubits + a, b);
  return balls;
}

/** How many qubits of the pattern are within each distance of one, itself among them. */
export function neededSizes({ qubits, distances }: InteractionGraph, logical: number): readonly number[] {
  const sizes = Array.from({ length: farthest }, () => 0);
  for (let other = 0; other < qubits.length; other++) {
    const near = Math.max(1, distances[logical * qubits.length + other]!);
    for (let distance = near; distance <= farthest; distance++) sizes[distance - 1]!++;
  }
  return sizes;
}
