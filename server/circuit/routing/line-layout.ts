import type { Random } from '../../base/index.ts';
import type { CouplingGraph } from './coupling-graph.ts';
import { completed } from './placement.ts';

/** Rotations of an end before a path counts as long as it gets, for every qubit that it needs. */
const patience = 20;

/**
 * Logical qubits in their order along a path of neighbours: the layout for circuits that are laid out for a line, such as
 * adders and Fourier transforms. Nothing where no path is found that is long enough.
 *
 * The path grows at its end; where it cannot, the end is rotated onto a neighbour on the path (Pósa, "Hamiltonian circuits
 * in random graphs", Discrete Mathematics 14, 1976).
 */
export function lineLayout(graph: CouplingGraph, qubits: number, random: Random): Int32Array | undefined {
  const path = [graph.mainland[Math.floor(random.next() * graph.mainland.length)]!];
  for (let tries = patience * qubits; path.length < qubits && tries > 0; tries--) grow(path, graph, random);
  return path.length < qubits ? undefined : completed(path, graph.qubits);
}

function grow(path: number[], { neighbours }: CouplingGraph, random: Random): void {
  const end = path.at(-1)!;
  const free = [...neighbours[end]!].filter((qubit) => !path.includes(qubit));
  if (free.length > 0) path.push(leastFree(free, path, neighbours, random));
  else if (random.next() < 0.5) path.reverse();
  else rotate(path, neighbours[end]!, random);
}

/** One with the fewest ways on, so that no dead ends are left behind. */
function leastFree(
  free: readonly number[],
  path: readonly number[],
  neighbours: readonly Int32Array[],
  random: Random,
): number {
  const ways = (qubit: number) => neighbours[qubit]!.filter((next) => !path.includes(next)).length;
  const keys = free.map((qubit) => ({ qubit, ways: ways(qubit) + 0.9 * random.next() }));
  return keys.reduce((best, key) => (key.ways < best.ways ? key : best)).qubit;
}

/** Joins the end to a neighbour on the path and reverses what was after it. */
function rotate(path: number[], ways: Int32Array, random: Random): void {
  const onto = ways[Math.floor(random.next() * ways.length)]!;
  const place = path.indexOf(onto) + 1;
  path.push(...path.splice(place).toReversed());
}
