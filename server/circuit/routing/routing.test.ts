import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import type { Coupling } from '../../hardware/index.ts';
import { grid, heavyHex, line, ring } from '../../hardware/topologies.ts';
import {
  type CouplingGraph,
  type RoutableOperation,
  type Routing,
  type RoutingOptions,
  RoutingError,
  couplingGraph,
  route,
  routeBetween,
} from './index.ts';
import { shuffled } from './layouts.ts';
import { faultIn, gatesOn, hiddenFit } from './testing.ts';

function graphOf(qubits: number, coupling: Coupling): CouplingGraph {
  assert.ok(coupling.kind === 'pairs');
  return couplingGraph(qubits, coupling.pairs);
}

const graphs: readonly CouplingGraph[] = [
  graphOf(6, line(6)),
  graphOf(7, ring(7)),
  graphOf(12, grid(3, 4)),
  graphOf(21, heavyHex(3, 6).coupling),
];

/** Operations of all kinds on few qubits; places beyond the qubits wrap around. */
const operationLists = fc.array(
  fc.record({
    kind: fc.constantFrom('gate', 'gate', 'bridgeable', 'bridgeable', 'ordered'),
    qubits: fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 4 }),
    bits: fc.array(fc.nat(2), { maxLength: 1 }),
  }),
  { maxLength: 40 },
);

function asOperations(
  list: readonly { kind: RoutableOperation['kind']; qubits: number[]; bits: number[] }[],
): readonly RoutableOperation[] {
  return list.map(({ kind, qubits, bits }, index) => ({
    kind,
    qubits: kind === 'ordered' ? qubits : qubits.slice(0, 2),
    ...(bits.length > 0 && { bits }),
    index: 3 * index,
  }));
}

function options(seed: number, effort: RoutingOptions['effort'] = 2): RoutingOptions {
  return { seed, trials: 3, effort };
}

function assertRight(routing: Routing, operations: readonly RoutableOperation[], graph: CouplingGraph): void {
  assert.equal(faultIn(routing, operations, graph), undefined);
}

describe('routing', () => {
  it('gives a list that respects the graph and does the same up to its layouts', () => {
    fc.assert(
      fc.property(
        operationLists,
        fc.constantFrom(...graphs),
        fc.integer(),
        fc.constantFrom(0, 1, 3),
        (list, graph, seed, effort) => {
          const operations = asOperations(list);
          assertRight(route(operations, 6, graph, options(seed, effort)), operations, graph);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('routes from any layout to any other', () => {
    fc.assert(
      fc.property(operationLists, fc.constantFrom(...graphs), fc.integer(), (list, graph, seed) => {
        const random = new Random(seed);
        const layout = () => shuffled([...Array(graph.qubits).keys()], random).slice(0, 6);
        const [start, end] = [layout(), layout()];
        const operations = asOperations(list);
        const routing = routeBetween(operations, graph, start, end, { seed, trials: 2 });
        assert.deepEqual([routing.initialLayout, routing.finalLayout], [start, end]);
        assertRight(routing, operations, graph);
      }),
      { numRuns: 100 },
    );
  });

  it('gives the same list for the same seed', () => {
    const random = new Random(5);
    const graph = graphOf(54, grid(6, 9));
    const operations = gatesOn(
      Array.from({ length: 300 }, () => {
        const [a = 0, b = 0] = shuffled([...Array(30).keys()], random);
        return [a, b] as const;
      }),
    );
    const [first, again, other] = [7, 7, 8].map((seed) => route(operations, 30, graph, options(seed)));
    assert.deepEqual(first, again);
    assert.notDeepEqual(first?.operations, other?.operations);
  });

  it('takes no swap where the layout is free and one where three qubits in a line all meet', () => {
    const graph = graphOf(3, line(3));
    const pairs = [[0, 1], [1, 2], [0, 2]] as const; // prettier-ignore
    const fit = route(gatesOn(pairs.slice(0, 2)), 3, graph, options(1));
    assert.deepEqual([fit.swaps, fit.depth], [0, 2]);
    const triangle = route(gatesOn(pairs), 3, graph, options(1));
    assert.deepEqual([triangle.swaps, triangle.bridges, triangle.depth], [1, 0, 6]);
  });

  for (const [name, graph] of [
    ['a grid of 54', graphOf(54, grid(6, 9))],
    ['the heavy-hex lattice of 156', graphOf(156, heavyHex(8, 16).coupling)],
  ] as const)
    it(`finds the layouts without swaps of circuits that were laid on ${name}`, () => {
      for (const [seed, [depth, density]] of [
        [5, 0.4],
        [20, 0.3],
        [30, 0.9],
        [60, 0.6],
      ].entries()) {
        const operations = hiddenFit(graph, depth!, density!, new Random(seed));
        const routing = route(operations, graph.qubits, graph, options(seed, 3));
        assert.equal(routing.swaps + routing.bridges, 0, `depth ${depth}, density ${density}`);
        assertRight(routing, operations, graph);
      }
    }).timeout(20_000);

  it('ends a search early where its swaps would be of no use, with a list that is right', () => {
    const graph = graphOf(54, grid(6, 9));
    const random = new Random(3);
    const operations = gatesOn(
      Array.from({ length: 200 }, () => {
        const [a = 0, b = 0] = shuffled([...Array(20).keys()], random);
        return [a, b] as const;
      }),
    );
    const [all, few] = [Infinity, 10].map((mostAddedFlips) =>
      route(operations, 20, graph, { seed: 1, trials: 12, effort: 2, mostAddedFlips }),
    );
    assert.ok(all !== undefined && few !== undefined);
    assertRight(few, operations, graph);
    assert.ok(few.addedFlips > 10 && few.addedFlips > all.addedFlips, `${few.addedFlips}, ${all.addedFlips}`);
    assert.ok(all.addedFlips <= 3 * (all.swaps + all.bridges));
  });

  it('bridges a gate where a swap would harm what follows', () => {
    const graph = graphOf(3, line(3));
    const pairs = [[0, 1], [1, 2], [0, 1], [1, 2], [0, 2], [0, 1], [1, 2], [0, 1], [1, 2]] as const; // prettier-ignore
    const operations = gatesOn(pairs, 'bridgeable');
    const { swaps, bridges } = route(operations, 3, graph, options(1));
    assert.deepEqual([swaps, bridges], [0, 1]);
    assert.equal(route(gatesOn(pairs), 3, graph, options(1)).bridges, 0);
  });

  it('prefers the better of two pairs that are as short', () => {
    const graph = graphOf(4, ring(4));
    const pairs = [[0, 1], [2, 3], [0, 2]] as const; // prettier-ignore
    const pairErrors = { '0-1': 0.001, '1-2': 0.001, '2-3': 0.001, '0-3': 0.3 };
    const operations = gatesOn(pairs);
    for (const seed of [1, 2, 3, 4]) {
      const { operations: routed } = route(operations, 4, graph, { ...options(seed), pairErrors });
      const used = routed.map(({ qubits }) => qubits.toSorted((a, b) => a - b).join('-'));
      assert.ok(!used.includes('0-3'), used.join(' '));
    }
  });

  it('keeps to the largest connected part of a graph', () => {
    const graph = couplingGraph(7, [[0, 1], [2, 4], [4, 5], [5, 6]]); // prettier-ignore
    const operations = gatesOn([[0, 1], [1, 2], [2, 3], [3, 0]]); // prettier-ignore
    const routing = route(operations, 4, graph, options(1));
    assertRight(routing, operations, graph);
    assert.deepEqual(
      routing.initialLayout.toSorted((a, b) => a - b),
      [2, 4, 5, 6],
    );
    assert.throws(() => route(operations, 5, graph, options(1)), RoutingError);
  });

  it('refuses what it cannot route', () => {
    const graph = graphOf(4, line(4));
    const refused = (operation: Partial<RoutableOperation>) =>
      assert.throws(
        () => route([{ kind: 'gate', qubits: [0, 1], index: 9, ...operation }], 4, graph, options(1)),
        (error) => error instanceof RoutingError && error.message.startsWith('Operation 9 '),
      );
    refused({ qubits: [0, 1, 2] });
    refused({ qubits: [0, 4] });
    refused({ qubits: [1, 1] });
    assert.throws(() => routeBetween([], graph, [0, 0], [1, 2], options(1)), RoutingError);
    assert.throws(() => couplingGraph(2, [[0, 2]]), RangeError);
  });
});
