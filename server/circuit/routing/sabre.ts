import type { Random } from '../../base/index.ts';
import type { CouplingGraph } from './coupling-graph.ts';
import type { Dependencies } from './dependencies.ts';
import { FrontLayer } from './front-layer.ts';
import { Horizon } from './horizon.ts';
import { addedBySwap } from './merit.ts';
import { Placement } from './placement.ts';

/** What a pass did: a node that ran where its qubits were, or a swap of two physical qubits that serves a node. */
export type PassEvent =
  | { readonly kind: 'run'; readonly node: number }
  | { readonly kind: 'swap'; readonly a: number; readonly b: number; readonly serves: number };

export interface Pass {
  /** Physical qubit of each token, before and after. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly events: readonly PassEvent[];
  /** Swaps, and bridges, which cost as much. */
  readonly cost: number;
}

export interface SabreWeights {
  /** Gates in the horizon. */
  readonly horizon: number;
  /** Weight of the first layer after the front over that of the front, and of each further one over the one before. */
  readonly first: number;
  readonly further: number;
  /** What a swap adds to the score of the next swaps of its qubits, so that swaps that can run side by side do. */
  readonly decay: number;
  /** What a swap gains for each of its three flips that it saves beside the gates that just ran on its pair. */
  readonly absorbed: number;
}

/** Several, since no one is best for all circuits. */
export const lookaheads: readonly SabreWeights[] = [
  { horizon: 60, first: 0.5, further: 0.7, decay: 0.05, absorbed: 0.15 },
  { horizon: 20, first: 0.5, further: 0.6, decay: 0.05, absorbed: 0.3 },
  { horizon: 60, first: 0.3, further: 0.8, decay: 0.05, absorbed: 0.2 },
  { horizon: 100, first: 0.5, further: 0.8, decay: 0.05, absorbed: 0.1 },
];

/** Swaps after which the decay starts again. */
const decayReset = 5;
/** Scores that differ by less are ties. */
const tie = 1e-9;

/**
 * One way through the operations by SABRE (Li, Ding, Xie, "Tackling the qubit mapping problem for NISQ-era quantum devices",
 * ASPLOS 2019): whatever fits runs; where nothing does, the swap runs that brings the front layer and, with falling weight,
 * the layers after it closest together. Scores are kept as changes against no swap, so a candidate costs only the gates
 * on its two qubits. When many swaps let nothing run they are taken back and the closest gate goes the shortest way.
 */
export class Sabre {
  readonly #dependencies: Dependencies;
  readonly #graph: CouplingGraph;
  readonly #costs: Float64Array;
  readonly #weights: SabreWeights;
  readonly #front: FrontLayer;
  readonly #horizon: Horizon;
  readonly #placement: Placement;
  readonly #waiting: Int32Array;
  readonly #decays: Float64Array;
  #random: Random;
  #events: PassEvent[] = [];
  #cost = 0;
  #isStale = true;
  #sinceReset = 0;
  /** The node that ran last on each physical qubit; −1 where a swap came after it, or nothing ran. */
  readonly #latest: Int32Array;
  /** Swaps since something last ran. */
  #idle: (readonly [number, number])[] = [];

  /** @param costs of a gate on neighbours, at `a · qubits + b`: they decide between swaps that are as good */
  constructor(
    dependencies: Dependencies,
    graph: CouplingGraph,
    costs: Float64Array,
    random: Random,
    weights: SabreWeights,
  ) {
    this.#dependencies = dependencies;
    this.#graph = graph;
    this.#costs = costs;
    this.#weights = weights;
    this.#random = random;
    this.#front = new FrontLayer(dependencies, graph.qubits);
    this.#horizon = new Horizon(dependencies, graph.qubits, weights.horizon, weights.further);
    this.#placement = new Placement(graph.qubits);
    this.#waiting = new Int32Array(dependencies.size);
    this.#decays = new Float64Array(graph.qubits);
    this.#latest = new Int32Array(graph.qubits);
  }

  /** @param start physical qubit of each token */
  run(start: Int32Array): Pass {
    this.#begin(start);
    while (this.#front.nodes.length > 0) {
      if (this.#idle.length > this.#patience()) this.#release();
      else this.#step();
    }
    return { start, end: this.#placement.physical.slice(), events: this.#events, cost: this.#cost };
  }

  #begin(start: Int32Array): void {
    this.#placement.set(start);
    this.#waiting.set(this.#dependencies.predecessorCounts);
    this.#front.clear();
    this.#events = [];
    this.#cost = 0;
    this.#latest.fill(-1);
    this.#resetDecay();
    this.#idle = [];
    const { predecessorCounts, size } = this.#dependencies;
    for (let node = 0; node < size; node++) if (predecessorCounts[node] === 0) this.#arrive(node);
  }

  /** Ten swaps for every qubit in use. */
  #patience(): number {
    return 10 * this.#dependencies.qubits;
  }

  /** Takes a node that waits for no other, and all that then follow. */
  #arrive(node: number): void {
    const ready = [node];
    for (let next = ready.pop(); next !== undefined; next = ready.pop())
      if (this.#distanceOf(next) > 1) this.#front.add(next);
      else this.#execute(next, ready);
    this.#isStale = true;
  }

  #execute(node: number, ready: number[]): void {
    this.#events.push({ kind: 'run', node });
    this.#idle.length = 0;
    this.#remember(node);
    for (const next of this.#dependencies.successors[node]!) {
      const waiting = this.#waiting[next]! - 1;
      this.#waiting[next] = waiting;
      if (waiting === 0) ready.push(next);
    }
  }

  #remember(node: number): void {
    const { first, second } = this.#dependencies;
    if (first[node]! < 0) return;
    this.#latest[this.#placement.physical[first[node]!]!] = node;
    this.#latest[this.#placement.physical[second[node]!]!] = node;
  }

  /** Flips of three that a swap of neighbours saves, because it becomes one block with the gates that ran there last. */
  #absorbedBy(a: number, b: number): number {
    const node = this.#latest[a]!;
    if (node < 0 || node !== this.#latest[b]!) return 0;
    return 3 - addedBySwap(this.#dependencies.weights[node]!);
  }

  /** Edges between the qubits of a node; 1 where it needs none. */
  #distanceOf(node: number): number {
    const first = this.#dependencies.first[node]!;
    if (first < 0) return 1;
    const { physical } = this.#placement;
    const second = this.#dependencies.second[node]!;
    return this.#graph.distances[physical[first]! * this.#graph.qubits + physical[second]!]!;
  }

  #step(): void {
    if (this.#isStale) {
      this.#horizon.build(this.#front.nodes, this.#waiting, this.#weights.first);
      this.#isStale = false;
    }
    const { a, b, score } = this.#bestSwap();
    const bridged = this.#bridgedInstead(a, b, score);
    if (bridged >= 0) this.#bridge(bridged);
    else this.#swap(a, b);
  }

  #bestSwap(): { readonly a: number; readonly b: number; readonly score: number } {
    const { physical, token } = this.#placement;
    let [bestA, bestB, bestScore, bestCost, ties] = [-1, -1, Infinity, Infinity, 0];
    for (const node of this.#front.nodes)
      for (const logical of [this.#dependencies.first[node]!, this.#dependencies.second[node]!]) {
        const a = physical[logical]!;
        for (const b of this.#graph.neighbours[a]!) {
          // A pair with both qubits in the front is met twice.
          if (this.#front.nodeOn[token[b]!]! >= 0 && b < a) continue;
          const score =
            this.#changeBy(a, b) +
            Math.max(this.#decays[a]!, this.#decays[b]!) -
            this.#weights.absorbed * this.#absorbedBy(a, b);
          const cost = this.#costs[a * this.#graph.qubits + b]!;
          if (score > bestScore + tie || (score > bestScore - tie && cost > bestCost)) continue;
          const isTie = score > bestScore - tie && cost === bestCost;
          ties = isTie ? ties + 1 : 1;
          if (isTie && this.#random.next() * ties >= 1) continue;
          [bestA, bestB, bestScore, bestCost] = [a, b, score, cost];
        }
      }
    return { a: bestA, b: bestB, score: bestScore };
  }

  /** How a swap of neighbours changes the weighted distances of the front layer and of the horizon. */
  #changeBy(a: number, b: number): number {
    const { token } = this.#placement;
    return this.#changeOf(token[a]!, a, b, token[b]!) + this.#changeOf(token[b]!, b, a, token[a]!);
  }

  /** Its part from one token that moves; gates with the token that it changes places with stay as they are. */
  #changeOf(moved: number, from: number, to: number, other: number): number {
    const { physical } = this.#placement;
    const { distances, qubits } = this.#graph;
    const { heads, next, partners, weights } = this.#horizon;
    let change = 0;
    const partner = this.#front.partnerOf(moved);
    if (partner >= 0 && partner !== other) {
      const there = physical[partner]!;
      change = distances[to * qubits + there]! - distances[from * qubits + there]!;
    }
    for (let entry = heads[moved]!; entry >= 0; entry = next[entry]!) {
      if (partners[entry] === other) continue;
      const there = physical[partners[entry]!]!;
      change += weights[entry]! * (distances[to * qubits + there]! - distances[from * qubits + there]!);
    }
    return change;
  }

  /** The bridgeable gate that the best swap would serve alone, to the harm of what follows; or −1. */
  #bridgedInstead(a: number, b: number, score: number): number {
    if (score <= -1 + tie) return -1;
    const { token } = this.#placement;
    for (const logical of [token[a]!, token[b]!]) {
      const node = this.#front.nodeOn[logical]!;
      if (node >= 0 && this.#dependencies.isBridgeable[node] === 1 && this.#distanceOf(node) === 2)
        return node;
    }
    return -1;
  }

  #bridge(node: number): void {
    this.#cost++;
    this.#leave(node);
  }

  #swap(a: number, b: number): void {
    const { token } = this.#placement;
    const [onA, onB] = [token[a]!, token[b]!];
    const serves = this.#servedBy(a, b);
    this.#placement.swap(a, b);
    this.#latest[a] = -1;
    this.#latest[b] = -1;
    this.#events.push({ kind: 'swap', a, b, serves });
    this.#cost++;
    this.#idle.push([a, b]);
    this.#decays[a] = this.#decays[a]! + this.#weights.decay;
    this.#decays[b] = this.#decays[b]! + this.#weights.decay;
    if (++this.#sinceReset >= decayReset) this.#resetDecay();
    for (const logical of [onA, onB]) {
      const node = this.#front.nodeOn[logical]!;
      if (node >= 0 && this.#distanceOf(node) === 1) this.#leave(node);
    }
  }

  /** The gate of the front layer that a swap brings closer together, or else the one that it moves. */
  #servedBy(a: number, b: number): number {
    const { token, physical } = this.#placement;
    const { distances, qubits } = this.#graph;
    let served = -1;
    for (const [logical, from, to] of [
      [token[a]!, a, b],
      [token[b]!, b, a],
    ] as const) {
      const partner = this.#front.partnerOf(logical);
      if (partner < 0) continue;
      const there = physical[partner]!;
      if (served < 0 || distances[to * qubits + there]! < distances[from * qubits + there]!)
        served = this.#front.nodeOn[logical]!;
    }
    return served;
  }

  /** Runs a gate of the front layer. */
  #leave(node: number): void {
    this.#front.remove(node);
    this.#resetDecay();
    this.#arriveAfter(node);
  }

  #arriveAfter(node: number): void {
    const ready: number[] = [];
    this.#execute(node, ready);
    for (const next of ready) this.#arrive(next);
    this.#isStale = true;
  }

  #resetDecay(): void {
    this.#decays.fill(0);
    this.#sinceReset = 0;
  }

  /** Takes the idle swaps back and brings the closest gate of the front layer together. */
  #release(): void {
    this.#events.length -= this.#idle.length;
    this.#cost -= this.#idle.length;
    for (const [a, b] of this.#idle.toReversed()) this.#placement.swap(a, b);
    this.#idle.length = 0;
    let closest = this.#front.nodes[0]!;
    for (const node of this.#front.nodes)
      if (this.#distanceOf(node) < this.#distanceOf(closest)) closest = node;
    while (this.#front.nodeOn[this.#dependencies.first[closest]!] === closest) this.#approach(closest);
  }

  /** One swap that brings the qubits of a gate closer. */
  #approach(node: number): void {
    const { distances, qubits, neighbours } = this.#graph;
    const from = this.#placement.physical[this.#dependencies.first[node]!]!;
    const there = this.#placement.physical[this.#dependencies.second[node]!]!;
    const distance = distances[from * qubits + there]!;
    const to = neighbours[from]!.find((qubit) => distances[qubit * qubits + there] === distance - 1);
    if (to === undefined) throw new Error('No way between the qubits of a gate.');
    this.#swap(from, to);
  }
}
