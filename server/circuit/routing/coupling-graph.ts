/** Distance between qubits that no path joins. */
export const unreachable = 0xffff;

/** Which physical qubits are neighbours, with the distances between all of them. */
export interface CouplingGraph {
  readonly qubits: number;
  /** Each pair once, the smaller qubit first. */
  readonly pairs: readonly (readonly [number, number])[];
  /** The neighbours of each qubit, ascending. */
  readonly neighbours: readonly Int32Array[];
  /** Edges on the shortest path from a to b at `a · qubits + b`. */
  readonly distances: Uint16Array;
  /** The qubits of the largest connected part, ascending: all of them where the graph is connected. */
  readonly mainland: readonly number[];
  readonly isConnected: boolean;
}

/** The graph of undirected pairs of `qubits` qubits; a pair may stand there twice, in both directions. */
export function couplingGraph(qubits: number, pairs: readonly (readonly [number, number])[]): CouplingGraph {
  const sets = Array.from({ length: qubits }, () => new Set<number>());
  for (const [a, b] of pairs) {
    if (a === b || sets[a] === undefined || sets[b] === undefined)
      throw new RangeError(`There is no pair of qubits ${a} and ${b} among ${qubits}.`);
    sets[a].add(b);
    sets[b].add(a);
  }
  const neighbours = sets.map((set) => Int32Array.from(set).sort());
  const distances = allDistances(neighbours);
  const mainland = largestPart(qubits, distances);
  return {
    qubits,
    pairs: neighbours.flatMap((list, a) => [...list].filter((b) => a < b).map((b) => [a, b] as const)),
    neighbours,
    distances,
    mainland,
    isConnected: mainland.length === qubits,
  };
}

export function areNeighbours({ qubits, distances }: CouplingGraph, a: number, b: number): boolean {
  return distances[a * qubits + b] === 1;
}

/** By breadth-first search from every qubit: O(qubits · pairs). */
function allDistances(neighbours: readonly Int32Array[]): Uint16Array {
  const size = neighbours.length;
  const distances = new Uint16Array(size * size).fill(unreachable);
  const queue = new Int32Array(size);
  for (let start = 0; start < size; start++)
    fillFrom(start, neighbours, distances.subarray(start * size, (start + 1) * size), queue);
  return distances;
}

function fillFrom(
  start: number,
  neighbours: readonly Int32Array[],
  row: Uint16Array,
  queue: Int32Array,
): void {
  row[start] = 0;
  queue[0] = start;
  let end = 1;
  for (let place = 0; place < end; place++) {
    const here = queue[place] ?? 0;
    for (const there of neighbours[here] ?? [])
      if (row[there] === unreachable) {
        row[there] = (row[here] ?? 0) + 1;
        queue[end++] = there;
      }
  }
}

function largestPart(qubits: number, distances: Uint16Array): readonly number[] {
  const all = Array.from({ length: qubits }, (_, qubit) => qubit);
  let largest: readonly number[] = [];
  const seen = new Set<number>();
  for (const start of all) {
    if (seen.has(start)) continue;
    const part = all.filter((qubit) => distances[start * qubits + qubit] !== unreachable);
    for (const qubit of part) seen.add(qubit);
    if (part.length > largest.length) largest = part;
  }
  return largest;
}
