import type { Random } from '../../base/index.ts';
import type { CouplingGraph } from './coupling-graph.ts';
import { Placement, completed } from './placement.ts';
import type { QubitLayout } from './operation.ts';

export type Exchange = readonly [number, number];

/**
 * Swaps of neighbours that take the logical qubits of one layout to another: the shortest of several seeded tries.
 *
 * Each try takes a swap that brings both its qubits closer to their ends, or else one that brings one closer at no harm to the
 * other, or else one step of a qubit that is not there yet (Miltzow et al., "Approximation and hardness of token swapping",
 * ESA 2016); qubits without a logical one are free to be anywhere. A try that does not end is finished along a tree.
 */
export function tokenSwaps(
  graph: CouplingGraph,
  from: QubitLayout,
  to: QubitLayout,
  random: Random,
  trials: number,
): readonly Exchange[] {
  let best: readonly Exchange[] | undefined;
  for (let trial = 0; trial < Math.max(1, trials); trial++) {
    const found = new TokenSwapping(graph, from, to, random).run();
    if (best === undefined || found.length < best.length) best = found;
  }
  return best ?? [];
}

class TokenSwapping {
  readonly #graph: CouplingGraph;
  readonly #count: number;
  readonly #to: QubitLayout;
  readonly #placement: Placement;
  readonly #random: Random;
  readonly #swaps: Exchange[] = [];

  constructor(graph: CouplingGraph, from: QubitLayout, to: QubitLayout, random: Random) {
    this.#graph = graph;
    this.#count = from.length;
    this.#to = to;
    this.#random = random;
    this.#placement = new Placement(graph.qubits);
    this.#placement.set(completed(from, graph.qubits));
  }

  run(): readonly Exchange[] {
    const patience = 4 * this.#graph.qubits * this.#graph.qubits;
    while (this.#swaps.length < patience && !this.#isDone()) {
      const [a, b] = this.#happySwap() ?? this.#stepOfOne();
      this.#swap(a, b);
    }
    if (!this.#isDone()) this.#finishAlongTree();
    return this.#swaps;
  }

  #isDone(): boolean {
    return this.#to.every((physical, logical) => this.#placement.physical[logical] === physical);
  }

  #swap(a: number, b: number): void {
    this.#placement.swap(a, b);
    this.#swaps.push([a, b]);
  }

  /** The swap that shortens the ways most, one of the best at random; nothing where none does. */
  #happySwap(): Exchange | undefined {
    let [best, change, ties]: [Exchange | undefined, number, number] = [undefined, -1, 0];
    for (const [a, b] of this.#graph.pairs) {
      const found = this.#change(a, b) + this.#change(b, a);
      if (found > change) continue;
      ties = found < change ? 1 : ties + 1;
      change = found;
      if (this.#random.next() * ties < 1) best = [a, b];
    }
    return best;
  }

  /** How the way of the token on `from` changes when it goes to `there`. */
  #change(from: number, there: number): number {
    const token = this.#placement.token[from]!;
    if (token >= this.#count) return 0;
    const end = this.#to[token]!;
    return this.#distance(there, end) - this.#distance(from, end);
  }

  #distance(a: number, b: number): number {
    return this.#graph.distances[a * this.#graph.qubits + b]!;
  }

  /** A step on the way of a token that is not at its end. */
  #stepOfOne(): Exchange {
    const away = [...this.#to.keys()].filter(
      (logical) => this.#placement.physical[logical] !== this.#to[logical],
    );
    const logical = away[Math.floor(this.#random.next() * away.length)]!;
    return this.#stepOf(logical, () => true);
  }

  #stepOf(logical: number, isOpen: (qubit: number) => boolean): Exchange {
    const here = this.#placement.physical[logical]!;
    const next = nextOnWay(this.#graph, here, this.#to[logical]!, isOpen);
    return [here, next];
  }

  /** Brings tokens home to the leaves of a spanning tree first, which then fall off. */
  #finishAlongTree(): void {
    const open = new Set(this.#graph.mainland);
    const home = new Map(this.#to.map((physical, logical) => [physical, logical]));
    for (const leaf of leavesFirst(this.#graph)) {
      const logical = home.get(leaf);
      if (logical !== undefined) this.#bringHome(logical, open);
      open.delete(leaf);
    }
  }

  #bringHome(logical: number, open: ReadonlySet<number>): void {
    while (this.#placement.physical[logical] !== this.#to[logical])
      this.#swap(...this.#stepOf(logical, (qubit) => open.has(qubit)));
  }
}

/** The next qubit on a shortest way through open qubits, by breadth-first search from the end. */
function nextOnWay(
  graph: CouplingGraph,
  from: number,
  end: number,
  isOpen: (qubit: number) => boolean,
): number {
  const seen = new Set([end]);
  for (const here of seen)
    for (const there of graph.neighbours[here]!) {
      if (there === from) return here;
      if (isOpen(there)) seen.add(there);
    }
  throw new Error('No way to the end of a token.');
}

/** The qubits of the connected part so that those after any place in the list stay connected. */
function leavesFirst({ mainland, neighbours }: CouplingGraph): readonly number[] {
  const reached = new Set(mainland.slice(0, 1));
  for (const here of reached) for (const there of neighbours[here]!) reached.add(there);
  return [...reached].toReversed();
}
