import type { Random } from '../../base/index.ts';
import { BitSets, bitCount } from './bit-sets.ts';
import { type CouplingGraph, unreachable } from './coupling-graph.ts';
import type { InteractionGraph } from './interaction-graph.ts';
import { shuffled } from './layouts.ts';
import { ballsOf, farthest, neededSizes } from './neighbourhoods.ts';

/**
 * Searches places for all logical qubits so that whoever has to meet are neighbours: a subgraph of the coupling graph that is
 * isomorphic to the interaction graph.
 *
 * As in VF2 and its successors with forward checking: every logical qubit has a domain of physical ones, at first by degrees and by
 * how many qubits are within each distance. The qubit with the smallest domain is placed next; a qubit at distance d from it
 * over interactions can only be at distance d or less from its place. A qubit keeps as many free places beside it as it
 * has still to meet others (the look-ahead rule of VF2: Cordella et al., "A (sub)graph isomorphism algorithm for matching
 * large graphs", IEEE TPAMI 26, 2004). Random order of equally good places, with restarts.
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
  /** The logical qubit on each physical one, or −1. */
  readonly #tenants: Int32Array;
  /** Free neighbours of each physical qubit. */
  readonly #free: Int32Array;
  /** Neighbours of each logical qubit without a place. */
  readonly #homeless: Int32Array;
  /** Below 1: decides between qubits with domains of equal size. */
  readonly #preference: readonly number[];
  #stepsLeft = 0;
  #limit = 0;

  constructor(pattern: InteractionGraph, graph: CouplingGraph, random: Random) {
    this.#pattern = pattern;
    this.#graph = graph;
    this.#random = random;
    this.#size = pattern.qubits.length;
    this.#balls = ballsOf(graph);
    this.#domains = new BitSets((this.#size + 1) * this.#size, graph.qubits);
    this.#places = new Int32Array(this.#size);
    this.#tenants = new Int32Array(graph.qubits);
    this.#free = new Int32Array(graph.qubits);
    this.#homeless = new Int32Array(this.#size);
    this.#preference = pattern.qubits.map((_, logical) => preferenceOf(pattern, logical));
    this.#fillDomains();
  }

  /**
   * The physical qubit for each qubit of the pattern; nothing where there is none, or `exhausted` when it was not found
   * in so many placements.
   */
  run(steps: number): readonly number[] | 'none' | 'exhausted' {
    this.#limit = steps;
    this.#stepsLeft = steps;
    this.#clear();
    if (this.#place(0)) return [...this.#places];
    return this.#stepsLeft > 0 ? 'none' : 'exhausted';
  }

  /** Placements of the last run, at least 1. */
  get steps(): number {
    return Math.max(1, this.#limit - this.#stepsLeft);
  }

  #clear(): void {
    this.#places.fill(-1);
    this.#tenants.fill(-1);
    for (const [physical, beside] of this.#graph.neighbours.entries()) this.#free[physical] = beside.length;
    for (const [logical, others] of this.#pattern.neighbours.entries())
      this.#homeless[logical] = others.length;
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
      this.#settle(logical, physical);
      if (this.#narrows(depth, logical, physical) && this.#place(depth + 1)) return true;
      this.#vacate(logical, physical);
      if (this.#stepsLeft <= 0) return false;
    }
    return false;
  }

  #settle(logical: number, physical: number): void {
    this.#places[logical] = physical;
    this.#tenants[physical] = logical;
    for (const beside of this.#graph.neighbours[physical]!) this.#free[beside]!--;
    for (const other of this.#pattern.neighbours[logical]!) this.#homeless[other]!--;
  }

  #vacate(logical: number, physical: number): void {
    this.#places[logical] = -1;
    this.#tenants[physical] = -1;
    for (const beside of this.#graph.neighbours[physical]!) this.#free[beside]!++;
    for (const other of this.#pattern.neighbours[logical]!) this.#homeless[other]!++;
  }

  /** Whether a qubit and those beside it have as many free neighbours as they need. */
  #hasRoom(logical: number, physical: number): boolean {
    if (this.#free[physical]! < this.#homeless[logical]!) return false;
    for (const beside of this.#graph.neighbours[physical]!) {
      const tenant = this.#tenants[beside]!;
      if (tenant >= 0 && this.#free[beside]! < this.#homeless[tenant]!) return false;
    }
    return true;
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
    const free = this.#free;
    return members.sort((a, b) => free[a]! - free[b]!);
  }

  #narrows(depth: number, logical: number, physical: number): boolean {
    return (
      this.#hasRoom(logical, physical) &&
      this.#narrow(depth, logical, physical) &&
      this.#leavesRoom(depth + 1, physical)
    );
  }

  /** Takes the free places beside a new one out of the domains of those that need more room there; false where one is empty. */
  #leavesRoom(depth: number, physical: number): boolean {
    const { words, width } = this.#domains;
    for (const beside of this.#graph.neighbours[physical]!) {
      if (this.#tenants[beside]! >= 0) continue;
      const room = this.#free[beside]!;
      for (let logical = 0; logical < this.#size; logical++) {
        if (this.#places[logical]! >= 0 || this.#homeless[logical]! <= room) continue;
        const word = (depth * this.#size + logical) * width + (beside >>> 5);
        if ((words[word]! & (1 << (beside & 31))) === 0) continue;
        words[word] = words[word]! & ~(1 << (beside & 31));
        if (this.#domainSize(depth, logical) === 0) return false;
      }
    }
    return true;
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

function preferenceOf({ qubits, neighbours, distances }: InteractionGraph, logical: number): number {
  let part = 0;
  for (let other = 0; other < qubits.length; other++)
    if (distances[logical * qubits.length + other] !== unreachable) part++;
  return (part + neighbours[logical]!.length / qubits.length) / (qubits.length + 1);
}
