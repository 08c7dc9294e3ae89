import { Random } from '../../base/index.ts';
import type { CouplingGraph } from './coupling-graph.ts';
import { dependenciesOf } from './dependencies.ts';
import { twoQubitDepth } from './depth.ts';
import { knownSearch } from './known-search.ts';
import { type Subject, searchBetween } from './layout-search.ts';
import { meritOf } from './merit.ts';
import {
  type QubitLayout,
  type RoutableOperation,
  type RoutedOperation,
  type Routing,
  RoutingError,
  type RoutingOptions,
} from './operation.ts';
import { pairCosts } from './pair-costs.ts';
import { unfolded } from './unfold.ts';

/**
 * Places the logical qubits 0 to `qubits` − 1 on a graph and inserts swaps so that all gates on two qubits act on neighbours.
 * Pure and deterministic by the seed. Only the largest connected part of the graph is used.
 *
 * @throws RoutingError where the qubits do not fit, or an operation is not one that can be routed
 */
export function route(
  operations: readonly RoutableOperation[],
  qubits: number,
  graph: CouplingGraph,
  options: RoutingOptions,
): Routing {
  const subject = subjectOf(operations, qubits, graph, options);
  const best = knownSearch(subject, options);
  const routed = unfolded(best, operations, subject);
  const { cost: addedFlips } = meritOf(best, subject);
  return { ...routingOf(operations, qubits, best.start, best.end, routed), addedFlips };
}

/**
 * Routes the body of a branch or loop from one layout to another, such as back to where it started, so that whatever ran
 * before and whatever runs after finds every logical qubit in one place. Swaps without `serves` lead to the end.
 *
 * @throws RoutingError where a layout is not one of the connected graph, or an operation is not one that can be routed
 */
export function routeBetween(
  operations: readonly RoutableOperation[],
  graph: CouplingGraph,
  start: QubitLayout,
  end: QubitLayout,
  options: Omit<RoutingOptions, 'effort'>,
): Routing {
  checkLayouts(graph, start, end);
  const subject = subjectOf(operations, start.length, graph, options);
  const { pass, before, after } = searchBetween(subject, start, end, options.trials);
  const swap = (qubits: readonly [number, number]) => ({ kind: 'swap', qubits }) as const;
  const routed = [...before.map(swap), ...unfolded(pass, operations, subject), ...after.map(swap)];
  const addedFlips = meritOf(pass, subject).cost + 3 * (before.length + after.length);
  return { ...routingOf(operations, start.length, start, end, routed), addedFlips };
}

function subjectOf(
  operations: readonly RoutableOperation[],
  qubits: number,
  graph: CouplingGraph,
  { seed, pairErrors }: Pick<RoutingOptions, 'seed' | 'pairErrors'>,
): Subject {
  if (qubits > graph.mainland.length)
    throw new RoutingError(
      `The operations need ${qubits} qubits; the largest connected part of the graph has ${graph.mainland.length}.`,
    );
  return {
    dependencies: dependenciesOf(operations, qubits),
    graph,
    costs: pairCosts(graph, pairErrors),
    random: new Random(seed),
  };
}

function checkLayouts({ mainland }: CouplingGraph, start: QubitLayout, end: QubitLayout): void {
  const usable = new Set(mainland);
  for (const layout of [start, end])
    if (new Set(layout).size < layout.length || layout.some((qubit) => !usable.has(qubit)))
      throw new RoutingError('A layout takes a qubit twice, or one outside the connected part of the graph.');
  if (start.length !== end.length) throw new RoutingError('Two layouts have different numbers of qubits.');
}

function routingOf(
  operations: readonly RoutableOperation[],
  qubits: number,
  start: ArrayLike<number>,
  end: ArrayLike<number>,
  routed: readonly RoutedOperation[],
): Omit<Routing, 'addedFlips'> {
  const gates = new Set(operations.filter(({ kind }) => kind !== 'ordered').map(({ index }) => index));
  return {
    initialLayout: Array.from(start).slice(0, qubits),
    finalLayout: Array.from(end).slice(0, qubits),
    operations: routed,
    swaps: routed.filter(({ kind }) => kind === 'swap').length,
    bridges: routed.filter(({ kind }) => kind === 'bridge').length,
    depth: twoQubitDepth(routed, (index) => gates.has(index)),
  };
}
