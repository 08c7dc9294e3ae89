import type { Random } from '../../base/index.ts';
import { type CouplingGraph, areNeighbours } from './coupling-graph.ts';
import { shuffled } from './layouts.ts';
import type { RoutableOperation, Routing } from './operation.ts';

/** Gates on the given pairs, in their order. */
export function gatesOn(
  pairs: Iterable<readonly [number, number]>,
  kind: RoutableOperation['kind'] = 'gate',
): readonly RoutableOperation[] {
  return Array.from(pairs, (qubits, index) => ({ kind, qubits, index }));
}

/**
 * A circuit that needs no swap, as in QUEKO (Tan and Cong, "Optimality study of existing quantum computing layout synthesis
 * tools", IEEE TC 2021): layers of gates on pairs that do not touch, with the qubits renamed at random. A chain through the layers
 * makes their number the depth.
 * @param density share of the qubits that a layer's gates use
 */
export function hiddenFit(
  graph: CouplingGraph,
  depth: number,
  density: number,
  random: Random,
): readonly RoutableOperation[] {
  const names = shuffled(
    Array.from({ length: graph.qubits }, (_, qubit) => qubit),
    random,
  );
  const pairs: (readonly [number, number])[] = [];
  let spine = Math.floor(random.next() * graph.qubits);
  for (let layer = 0; layer < depth; layer++) {
    const ways = graph.neighbours[spine]!;
    const next = ways[Math.floor(random.next() * ways.length)]!;
    pairs.push([spine, next], ...layerBeside([spine, next], graph, density, random));
    spine = random.next() < 0.5 ? spine : next;
  }
  return gatesOn(pairs.map(([a, b]) => [names[a]!, names[b]!] as const));
}

function layerBeside(
  taken: readonly number[],
  graph: CouplingGraph,
  density: number,
  random: Random,
): readonly (readonly [number, number])[] {
  const used = new Set(taken);
  const found: (readonly [number, number])[] = [];
  for (const place of shuffled([...graph.pairs.keys()], random)) {
    const [a, b] = graph.pairs[place]!;
    if (used.size >= density * graph.qubits || used.has(a) || used.has(b)) continue;
    used.add(a).add(b);
    found.push([a, b]);
  }
  return found;
}

/**
 * Replays a routed list with names for the qubits and says what is wrong with it: a gate between qubits that are no
 * neighbours, an operation on other qubits, out of order, missing or twice, or a wrong final layout.
 */
export function faultIn(
  routing: Routing,
  operations: readonly RoutableOperation[],
  graph: CouplingGraph,
): string | undefined {
  const at = new Map(routing.initialLayout.map((physical, logical) => [physical, logical]));
  const byIndex = new Map(operations.map((operation) => [operation.index, operation]));
  const order = new Map<string, number[]>();
  for (const step of routing.operations) {
    const [a = -1, b = -1] = step.qubits;
    if (step.kind === 'swap') {
      if (!areNeighbours(graph, a, b)) return `swap of ${a} and ${b}`;
      exchange(at, a, b);
      continue;
    }
    const operation = byIndex.get(step.index);
    if (!operation) return `unknown operation ${step.index}`;
    const places = step.kind === 'bridge' ? [a, step.qubits[2]] : step.qubits;
    if (operation.qubits.join() !== places.map((place) => at.get(place)).join())
      return `operation ${step.index} is on other qubits`;
    const isFar = step.kind === 'bridge' ? operation.kind !== 'bridgeable' : operation.kind === 'ordered';
    if (step.kind === 'bridge' && !(areNeighbours(graph, a, b) && areNeighbours(graph, b, step.qubits[2])))
      return `bridge ${step.index} over qubits that are no neighbours`;
    if (step.kind === 'operation' && !isFar && places.length === 2 && !areNeighbours(graph, a, b))
      return `operation ${step.index} on ${a} and ${b}`;
    if (step.kind === 'bridge' && isFar) return `bridge of operation ${step.index}`;
    note(order, operation);
  }
  const end = routing.initialLayout.map((_, logical) => [...at].find(([, name]) => name === logical)?.[0]);
  if (end.join() !== routing.finalLayout.join()) return 'a wrong final layout';
  const wanted = new Map<string, number[]>();
  for (const operation of operations) note(wanted, operation);
  for (const [wire, list] of wanted)
    if (list.join() !== order.get(wire)?.join()) return `the order on ${wire} is ${order.get(wire)?.join()}`;
  return undefined;
}

function exchange(at: Map<number, number>, a: number, b: number): void {
  const [onA, onB] = [at.get(a), at.get(b)];
  at.delete(a);
  at.delete(b);
  if (onB !== undefined) at.set(a, onB);
  if (onA !== undefined) at.set(b, onA);
}

/** Notes an operation on all its wires. */
function note(order: Map<string, number[]>, { qubits, bits = [], index }: RoutableOperation): void {
  for (const wire of [...qubits.map((qubit) => `qubit ${qubit}`), ...bits.map((bit) => `bit ${bit}`)])
    order.set(wire, [...(order.get(wire) ?? []), index]);
}
