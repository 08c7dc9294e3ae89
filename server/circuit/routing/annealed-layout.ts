import type { Random } from '../../base/index.ts';
import type { CouplingGraph } from './coupling-graph.ts';
import type { Subject } from './layout-search.ts';
import { randomLayout } from './layouts.ts';
import { Placement } from './placement.ts';

/** Moves that are tried for every logical qubit. */
const sweeps = 400;
/** In weighted edges between the qubits of a gate. */
const hottest = 4;
const coldest = 0.05;
/** How often a qubit is moved beside one that it has to meet, and not anywhere. */
const towardsPartner = 0.7;

/**
 * A layout that brings the qubits of all gates close to each other, by simulated annealing (Kirkpatrick, Gelatt, Vecchi, Science
 * 220, 1983) of the sum of their distances; early gates weigh more, since swaps will have changed the layout later.
 */
export function annealedLayout(subject: Subject): Int32Array {
  const { dependencies, graph, random } = subject;
  const annealing = new Annealing(subject, randomLayout(graph, dependencies.qubits, random));
  annealing.run();
  return annealing.layout;
}

class Annealing {
  readonly #graph: CouplingGraph;
  readonly #random: Random;
  readonly #placement: Placement;
  /** Logical qubits that each one meets, and with what weight. */
  readonly #partners: readonly Int32Array[];
  readonly #weights: readonly Float64Array[];

  constructor({ dependencies, graph, random }: Subject, layout: Int32Array) {
    this.#graph = graph;
    this.#random = random;
    this.#placement = new Placement(graph.qubits);
    this.#placement.set(layout);
    const meetings = Array.from({ length: graph.qubits }, () => new Map<number, number>());
    const { first, second, size } = dependencies;
    for (let node = 0; node < size; node++) {
      if (first[node]! < 0) continue;
      const weight = 1 / (1 + (2 * node) / size);
      meet(meetings, first[node]!, second[node]!, weight);
      meet(meetings, second[node]!, first[node]!, weight);
    }
    this.#partners = meetings.map((map) => Int32Array.from(map.keys()));
    this.#weights = meetings.map((map) => Float64Array.from(map.values()));
  }

  get layout(): Int32Array {
    return this.#placement.physical.slice();
  }

  run(): void {
    const qubits = [...this.#partners.keys()].filter((qubit) => this.#partners[qubit]!.length > 0);
    const moves = sweeps * qubits.length;
    const cooling = (coldest / hottest) ** (1 / moves);
    let temperature = hottest;
    for (let move = 0; move < moves; move++) {
      this.#move(qubits[this.#below(qubits.length)]!, temperature);
      temperature *= cooling;
    }
  }

  #below(end: number): number {
    return Math.floor((this.#random.nextUint32() * end) / 2 ** 32);
  }

  #move(moved: number, temperature: number): void {
    const from = this.#placement.physical[moved]!;
    const to = this.#target(moved);
    const other = this.#placement.token[to]!;
    if (other === moved) return;
    const change = this.#change(moved, from, to, other) + this.#change(other, to, from, moved);
    if (change <= 0 || this.#random.next() < Math.exp(-change / temperature)) this.#placement.swap(from, to);
  }

  #target(moved: number): number {
    const { mainland, neighbours } = this.#graph;
    if (this.#random.next() >= towardsPartner) return mainland[this.#below(mainland.length)]!;
    const partners = this.#partners[moved]!;
    const beside = neighbours[this.#placement.physical[partners[this.#below(partners.length)]!]!]!;
    return beside[this.#below(beside.length)]!;
  }

  /** How the weighted distances of a token change when it changes places with another. */
  #change(moved: number, from: number, to: number, other: number): number {
    const { distances, qubits } = this.#graph;
    const { physical } = this.#placement;
    const partners = this.#partners[moved]!;
    const weights = this.#weights[moved]!;
    let sum = 0;
    for (let place = 0; place < partners.length; place++) {
      if (partners[place] === other) continue;
      const there = physical[partners[place]!]!;
      sum += weights[place]! * (distances[to * qubits + there]! - distances[from * qubits + there]!);
    }
    return sum;
  }
}

function meet(meetings: readonly Map<number, number>[], from: number, to: number, weight: number): void {
  const map = meetings[from]!;
  map.set(to, (map.get(to) ?? 0) + weight);
}
