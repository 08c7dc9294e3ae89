import type { Random } from '../../base/index.ts';
import { BitSets, bitCount } from './bit-sets.ts';
import { type CouplingGraph, unreachable } from './coupling-graph.ts';
import type { InteractionGraph } from './interaction-graph.ts';
import { shuffled } from './layouts.ts';

/** Distances beyond this are not used to narrow domains. */
const farthest = 8;

/**
 * Searches places for all logical qubits so that whoever has to meet are neighbours: a subgraph of the coupling graph that is
 * isomorphic to the interaction graph.
 *
 * As in VF2 and its successors with forward checking: every logical qubit has a domain of physical ones, at first by degrees and by
 * how many qubits are within each distance. The qubit with the smallest domain is placed next; a qubit at distance d from it
 * over interactions can only be at distance d or less from its place. Random order of equally good places, with restarts.
 */
export class EmbeddingSearch {
  readonly #pattern: InteractionGraph;
  readonly #graph: CouplingGraph;
  readonly #random: Random;
  readonly #size: number;
  /** Physical qubits within each distance from 1 to `farthest` of each: row `(distance − 1) · qubits + qubit`. */
  readonly #balls: BitSets;
  /** Domains of every logical qubit at every depth of the search. */
  readonly #domains: BitSets;
  readonly #places: Int32Array;
  /** Below 1: decides between qubits with domains of equal size. */
  readonly #preference: readonly number[];
  #stepsLeft = 0;

  constructor(pattern: InteractionGraph, graph: CouplingGraph, random: Random) {
    this.#pattern = pattern;
    this.#graph = graph;
    this.#random = random;
    this.#size = pattern.qubits.length;
    this.#balls = ballsOf(graph);
    this.#domains = new BitSets((this.#size + 1) * this.#size, graph.qubits);
    this.#places = new Int32Array(this.#size);
    this.#preference = pattern.qubits.map((_, logical) => preferenceOf(pattern, logical));
    this.#fillDomains();
  }

  /**
   * The physical qubit for each qubit of the pattern; nothing where there is none, or `exhausted` when it was not found
   * in so many placements.
   */
  run(steps: number): readonly number[] | 'none' | 'exhausted' {
    this.#stepsLeft = steps;
    this.#places.fill(-1);
    if (this.#place(0)) return [...this.#places];
    return this.#stepsLeft > 0 ? 'none' : 'exhausted';
  }

  #fillDomains(): void {
    const { mainland } = this.#graph;
    const have = mainland.map((qubit) => this.#ballSizes(qubit));
    for (let logical = 0; logical < this.#size; logical++) {
      const needed = neededSizes(this.#pattern, logical);
      for (const [place, qubit] of mainland.entries())
        if (needed.every((count, distance) => count <= have[place]![distance]!))
          this.#domains.add(logical, qubit);
    }
  }

  #ballSizes(qubit: number): readonly number[] {
    return Array.from({ length: farthest }, (_, distance) => {
      const row = distance * this.#graph.qubits + qubit;
      let count = 0;
      for (let word = 0; word < this.#balls.width; word++)
        count += bitCount(this.#balls.words[row * this.#balls.width + word]!);
      return count;
    });
  }

  /** Places all qubits from a depth of the search on. */
  #place(depth: number): boolean {
    if (depth === this.#size) return true;
    const logical = this.#narrowest(depth);
    for (const physical of this.#candidates(depth, logical)) {
      if (this.#stepsLeft-- <= 0) return false;
      this.#places[logical] = physical;
      if (this.#narrow(depth, logical, physical) && this.#place(depth + 1)) return true;
      this.#places[logical] = -1;
      if (this.#stepsLeft <= 0) return false;
    }
    return false;
  }

  /** The qubit with the smallest domain, at equal sizes of the largest connected part that has to meet the most others. */
  #narrowest(depth: number): number {
    let [best, bestSize] = [-1, Infinity];
    for (let logical = 0; logical < this.#size; logical++) {
      if (this.#places[logical]! >= 0) continue;
      const size = this.#domainSize(depth, logical) - this.#preference[logical]!;
      if (size < bestSize) [best, bestSize] = [logical, size];
    }
    return best;
  }

  #domainSize(depth: number, logical: number): number {
    const { words, width } = this.#domains;
    const start = (depth * this.#size + logical) * width;
    let size = 0;
    for (let word = 0; word < width; word++) size += bitCount(words[start + word]!);
    return size;
  }

  /** The domain with the places first that have the fewest free neighbours, so that little is wasted. */
  #candidates(depth: number, logical: number): readonly number[] {
    const members = shuffled(this.#domains.members(depth * this.#size + logical), this.#random);
    const taken = new Set(this.#places);
    const free = new Map(members.map((qubit) => [qubit, this.#freeBeside(qubit, taken)]));
    return members.sort((a, b) => free.get(a)! - free.get(b)!);
  }

  #freeBeside(qubit: number, taken: ReadonlySet<number>): number {
    let free = 0;
    for (const other of this.#graph.neighbours[qubit]!) if (!taken.has(other)) free++;
    return free;
  }

  /** Fills the domains of the next depth; false where one is empty. */
  #narrow(depth: number, placed: number, physical: number): boolean {
    const { words, width } = this.#domains;
    const size = this.#size;
    for (let logical = 0; logical < size; logical++) {
      if (this.#places[logical]! >= 0) continue;
      const from = (depth * size + logical) * width;
      const to = from + size * width;
      const distance = Math.min(this.#pattern.distances[placed * size + logical]!, farthest + 1);
      const ball = ((distance - 1) * this.#graph.qubits + physical) * width;
      let any = 0;
      for (let word = 0; word < width; word++) {
        let left = words[from + word]!;
        if (distance <= farthest) left &= this.#balls.words[ball + word]!;
        if (word === physical >>> 5) left &= ~(1 << (physical & 31));
        words[to + word] = left;
        any |= left;
      }
      if (any === 0) return false;
    }
    return true;
  }
}

function ballsOf({ qubits, distances, mainland }: CouplingGraph): BitSets {
  const balls = new BitSets(farthest * qubits, qubits);
  for (const a of mainland)
    for (const b of mainland)
      for (let distance = Math.max(1, distances[a * qubits + b]!); distance <= farthest; distance++)
        balls.add((distance - 1) * qubits + a, b);
  return balls;
}

/** How many qubits of the pattern are within each distance of one, itself among them. */
function neededSizes({ qubits, distances }: InteractionGraph, logical: number): readonly number[] {
  const sizes = Array.from({ length: farthest }, () => 0);
  for (let other = 0; other < qubits.length; other++) {
    const near = Math.max(1, distances[logical * qubits.length + other]!);
    for (let distance = near; distance <= farthest; distance++) sizes[distance - 1]!++;
  }
  return sizes;
}

function preferenceOf({ qubits, neighbours, distances }: InteractionGraph, logical: number): number {
  let part = 0;
  for (let other = 0; other < qubits.length; other++)
    if (distances[logical * qubits.length + other] !== unreachable) part++;
  return (part + neighbours[logical]!.length / qubits.length) / (qubits.length + 1);
}
