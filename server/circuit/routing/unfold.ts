import { type CouplingGraph, areNeighbours } from './coupling-graph.ts';
import { type Dependencies, isAlone } from './dependencies.ts';
import type { Subject } from './layout-search.ts';
import type { RoutableOperation, RoutedOperation } from './operation.ts';
import { Placement } from './placement.ts';
import type { Pass } from './sabre.ts';

/** The routed list of a pass: every operation where its qubits are when its node runs, what acts alone soon after. */
export function unfolded(
  pass: Pass,
  operations: readonly RoutableOperation[],
  { dependencies, graph, costs }: Subject,
): readonly RoutedOperation[] {
  return new Unfolding(operations, graph, costs).of(pass, dependencies);
}

class Unfolding {
  readonly #operations: readonly RoutableOperation[];
  readonly #graph: CouplingGraph;
  readonly #costs: Float64Array;
  readonly #placement: Placement;
  readonly #routed: RoutedOperation[] = [];
  /** Places of the operations on each logical qubit that act alone, those to come first at the end. */
  readonly #alone = new Map<number, number[]>();

  constructor(operations: readonly RoutableOperation[], graph: CouplingGraph, costs: Float64Array) {
    this.#operations = operations;
    this.#graph = graph;
    this.#costs = costs;
    this.#placement = new Placement(graph.qubits);
    for (const [place, operation] of [...operations.entries()].toReversed())
      for (const qubit of operation.qubits) {
        const list = this.#alone.get(qubit) ?? [];
        // −1 stands for an operation with others, which ends what may run now.
        list.push(isAlone(operation) ? place : -1);
        this.#alone.set(qubit, list);
      }
  }

  of(pass: Pass, dependencies: Dependencies): readonly RoutedOperation[] {
    this.#placement.set(pass.start);
    for (const qubit of this.#alone.keys()) this.#flush(qubit);
    for (const event of pass.events)
      if (event.kind === 'run') for (const place of dependencies.members[event.node]!) this.#run(place);
      else this.#swap(event.a, event.b, dependencies.members[event.serves]![0]!);
    return this.#routed;
  }

  #run(place: number): void {
    const { kind, index, qubits } = this.#operations[place]!;
    const physical = qubits.map((qubit) => this.#placement.physical[qubit]!);
    const [a, b] = physical;
    if (kind === 'ordered' || a === undefined || b === undefined || areNeighbours(this.#graph, a, b))
      this.#routed.push({ kind: 'operation', index, qubits: physical });
    else this.#routed.push({ kind: 'bridge', index, qubits: [a, this.#between(a, b), b] });
    for (const qubit of qubits) {
      this.#alone.get(qubit)!.pop();
      this.#flush(qubit);
    }
  }

  #flush(qubit: number): void {
    const list = this.#alone.get(qubit)!;
    for (let place = list.at(-1) ?? -1; place >= 0; place = list.at(-1) ?? -1) {
      this.#routed.push({
        kind: 'operation',
        index: this.#operations[place]!.index,
        qubits: [this.#placement.physical[qubit]!],
      });
      list.pop();
    }
  }

  #swap(a: number, b: number, served: number): void {
    this.#placement.swap(a, b);
    this.#routed.push({ kind: 'swap', qubits: [a, b], serves: this.#operations[served]!.index });
  }

  /** The cheapest qubit that neighbours both. */
  #between(a: number, b: number): number {
    const { neighbours, qubits } = this.#graph;
    const cost = (middle: number) => this.#costs[a * qubits + middle]! + this.#costs[middle * qubits + b]!;
    const found = [...neighbours[a]!].filter((middle) => areNeighbours(this.#graph, middle, b));
    const [best] = found.toSorted((first, second) => cost(first) - cost(second));
    if (best === undefined) throw new Error('No qubit between those of a bridge.');
    return best;
  }
}
