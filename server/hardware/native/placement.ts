import type { Coupling, Device } from '../device.ts';

/** How the qubits of a device neighbour each other, made once for each device. */
export class Neighbourhood {
  static readonly #known = new WeakMap<Coupling, Neighbourhood>();
  readonly #neighbours: readonly (readonly number[])[];
  readonly #distances = new Map<number, Int32Array>();

  private constructor(qubits: number, pairs: readonly (readonly [number, number])[]) {
    const neighbours = Array.from({ length: qubits }, () => new Set<number>());
    for (const [a, b] of pairs) {
      neighbours[a]?.add(b);
      neighbours[b]?.add(a);
    }
    this.#neighbours = neighbours.map((set) => [...set].toSorted((a, b) => a - b));
  }

  /** Nothing where every pair of qubits has a gate. */
  static of({ coupling, qubits }: Device): Neighbourhood | undefined {
    if (coupling.kind === 'all') return undefined;
    const known = this.#known.get(coupling) ?? new Neighbourhood(qubits, coupling.pairs);
    this.#known.set(coupling, known);
    return known;
  }

  get qubits(): number {
    return this.#neighbours.length;
  }

  of(qubit: number): readonly number[] {
    return this.#neighbours[qubit] ?? [];
  }

  /** Steps from a qubit to each other one; a qubit out of reach is as far as there are qubits. */
  distancesFrom(qubit: number): Int32Array {
    const known = this.#distances.get(qubit);
    if (known !== undefined) return known;
    const distances = new Int32Array(this.qubits).fill(this.qubits);
    distances[qubit] = 0;
    const queue = [qubit];
    for (const here of queue)
      for (const next of this.of(here))
        if (distances[next] === this.qubits) {
          distances[next] = (distances[here] ?? 0) + 1;
          queue.push(next);
        }
    this.#distances.set(qubit, distances);
    return distances;
  }
}

/**
 * Places for the qubits of a circuit: one after the other, each the one that interacts most with those that are placed,
 * as near to these as there is room.
 */
export function placeQubits(
  count: number,
  pairs: readonly (readonly [number, number])[],
  device: Device,
): readonly number[] {
  const neighbourhood = Neighbourhood.of(device);
  if (neighbourhood === undefined) return Array.from({ length: count }, (_, qubit) => qubit);
  const weights = interactions(count, pairs);
  const places = new Map<number, number>();
  const free = new Set(Array.from({ length: neighbourhood.qubits }, (_, qubit) => qubit));
  while (places.size < count) {
    const qubit = nextQubit(count, weights, places);
    const partners = [...places].map(([other, place]) => [place, weights[qubit]?.get(other) ?? 0] as const);
    const place = nearestPlace(neighbourhood, free, partners);
    places.set(qubit, place);
    free.delete(place);
  }
  return Array.from({ length: count }, (_, qubit) => places.get(qubit) ?? 0);
}

type Weights = readonly ReadonlyMap<number, number>[];

function interactions(count: number, pairs: readonly (readonly [number, number])[]): Weights {
  const weights = Array.from({ length: count }, () => new Map<number, number>());
  for (const [a, b] of pairs) {
    weights[a]?.set(b, (weights[a]?.get(b) ?? 0) + 1);
    weights[b]?.set(a, (weights[b]?.get(a) ?? 0) + 1);
  }
  return weights;
}

function nextQubit(count: number, weights: Weights, places: ReadonlyMap<number, number>): number {
  let best = -1;
  let most = -1;
  for (let qubit = 0; qubit < count; qubit++) {
    if (places.has(qubit)) continue;
    let weight = 0;
    for (const [other, size] of weights[qubit] ?? []) weight += places.has(other) ? 1000 * size : size;
    if (weight > most) [best, most] = [qubit, weight];
  }
  return best;
}

function nearestPlace(
  neighbourhood: Neighbourhood,
  free: ReadonlySet<number>,
  partners: readonly (readonly [place: number, weight: number])[],
): number {
  let best: readonly number[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const place of free) {
    const distances = neighbourhood.distancesFrom(place);
    // Room around a place counts a little, so that later qubits find their way to it.
    let cost = -0.01 * neighbourhood.of(place).filter((next) => free.has(next)).length;
    for (const [other, weight] of partners) cost += weight * (distances[other] ?? 0);
    if (cost < least - 1e-9) [best, least] = [[place], cost];
    else if (cost < least + 1e-9) best = [...best, place];
  }
  return roomiest(neighbourhood, free, best);
}

/** Of places that are as near the one with the most room behind it: a chain shall not run into a corner. */
function roomiest(
  neighbourhood: Neighbourhood,
  free: ReadonlySet<number>,
  places: readonly number[],
): number {
  let best = places[0] ?? 0;
  let most = -1;
  for (const place of places.slice(0, 8)) {
    const reached = new Set([place]);
    for (const here of reached)
      for (const next of neighbourhood.of(here)) if (free.has(next)) reached.add(next);
    if (reached.size > most) [best, most] = [place, reached.size];
  }
  return best;
}
