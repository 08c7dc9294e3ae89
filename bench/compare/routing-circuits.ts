import { Random } from '../../server/base/index.ts';
import { type RoutableOperation, couplingGraph } from '../../server/circuit/index.ts';
import { gatesOn, hiddenFit } from '../../server/circuit/routing/testing.ts';
import { grid, heavyHex } from '../../server/hardware/topologies.ts';

/** The circuits and graphs of `routing.ts`. */

export interface Subject {
  readonly name: string;
  readonly qubits: number;
  readonly operations: readonly RoutableOperation[];
}

type Pair = readonly [number, number];

export const hex = graphOf(heavyHex(8, 16));
export const rectangle = graphOf({ qubits: 54, coupling: grid(6, 9) });

function graphOf({ qubits, coupling }: ReturnType<typeof heavyHex>) {
  if (coupling.kind !== 'pairs') throw new Error('The graph has no pairs.');
  return couplingGraph(qubits, coupling.pairs);
}

function below(random: Random, end: number): number {
  return Math.floor(random.next() * end);
}

function shuffled(count: number, random: Random): number[] {
  const keys = Array.from({ length: count }, () => random.next());
  return [...keys.keys()].sort((a, b) => keys[a]! - keys[b]!);
}

/** Every pair once, as controlled phases. */
export function fourier(qubits: number): Subject {
  const pairs: Pair[] = [];
  for (let target = 0; target < qubits; target++)
    for (let control = target + 1; control < qubits; control++) pairs.push([control, target]);
  return { name: `QFT ${qubits}`, qubits, operations: gatesOn(pairs) };
}

/** Two layers of rzz on the edges of a random graph with three edges at every vertex, in random order. */
export function maximumCut(qubits: number, seed: number): Subject {
  const random = new Random(seed);
  const edges = cubicGraph(qubits, random);
  const layer = () => shuffled(edges.length, random).map((place) => edges[place]!);
  return { name: `QAOA ${qubits}`, qubits, operations: gatesOn([...layer(), ...layer()]) };
}

/** By the pairing model: pairs of the three ends of every vertex, drawn until no loop and no double edge is left. */
function cubicGraph(qubits: number, random: Random): readonly Pair[] {
  for (;;) {
    const ends = shuffled(3 * qubits, random).map((end) => Math.floor(end / 3));
    const edges = Array.from({ length: ends.length / 2 }, (_, place): Pair => [
      ends[2 * place]!,
      ends[2 * place + 1]!,
    ]);
    const names = new Set(edges.map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`));
    if (names.size === edges.length && edges.every(([a, b]) => a !== b)) return edges;
  }
}

export function randomCircuit(qubits: number, gates: number, seed: number): Subject {
  const random = new Random(seed);
  const pairs = Array.from({ length: gates }, (): Pair => {
    const a = below(random, qubits);
    return [a, (a + 1 + below(random, qubits - 1)) % qubits];
  });
  return { name: `random ${qubits}, ${gates} cx`, qubits, operations: gatesOn(pairs, 'bridgeable') };
}

/** A bent function Σ x·π(y) + h(y), twice, with the cz of its inner product between the halves and cz and ccz of h. */
export function hiddenShift(qubits: number, seed: number): Subject {
  const random = new Random(seed);
  const half = qubits / 2;
  const product = Array.from({ length: half }, (_, place): Pair => [place, half + place]);
  const terms = Array.from({ length: half / 2 }, () => shuffled(half, random).slice(0, 3));
  const bent = (offset: number): readonly Pair[] => [
    ...product,
    ...terms.flatMap(([a = 0, b = 0, c = 0]) => toffoli(offset + a, offset + b, offset + c)),
  ];
  const pairs = [...bent(0), ...bent(half)];
  return { name: `hidden shift ${qubits}`, qubits, operations: gatesOn(pairs, 'bridgeable') };
}

/** The six cx of a Toffoli gate. */
function toffoli(a: number, b: number, target: number): readonly Pair[] {
  return [
    [b, target],
    [a, target],
    [b, target],
    [a, target],
    [a, b],
    [a, b],
  ];
}

/** Cuccaro's ripple-carry adder of two numbers: carry, then a and b in turn, then the high bit. */
export function adder(bits: number): Subject {
  const a = (bit: number) => 2 * bit + 2;
  const b = (bit: number) => 2 * bit + 1;
  const carry = (bit: number) => (bit === 0 ? 0 : a(bit - 1));
  const majority: Pair[] = [];
  const undo: Pair[] = [];
  for (let bit = 0; bit < bits; bit++) {
    majority.push([a(bit), b(bit)], [a(bit), carry(bit)], ...toffoli(carry(bit), b(bit), a(bit)));
    const back = bits - 1 - bit;
    undo.push(...toffoli(carry(back), b(back), a(back)), [a(back), carry(back)], [carry(back), b(back)]);
  }
  const high: Pair = [a(bits - 1), 2 * bits + 1];
  const operations = gatesOn([...majority, high, ...undo], 'bridgeable');
  return { name: `adder ${2 * bits + 2}`, qubits: 2 * bits + 2, operations };
}

/** Circuits that fit without swaps, of several depths and densities. */
export function hiddenFits(
  graph: typeof hex,
  depths: readonly number[],
  density: number,
): readonly Subject[] {
  return depths.map((depth) => ({
    name: `QUEKO-like ${graph.qubits}, depth ${depth}, density ${density}`,
    qubits: graph.qubits,
    operations: hiddenFit(graph, depth, density, new Random(depth + density)),
  }));
}
