import type { CancellationToken } from '../../base/index.ts';
import { type CouplingGraph, RoutingError, couplingGraph } from '../routing/index.ts';
import { CompileError } from './compile-error.ts';
import type { Program } from './operation.ts';
import { type Placed, placed } from './place.ts';
import type { CompileLevel } from './report.ts';
import type { CompileTarget } from './target.ts';

export interface TargetPlacementOptions {
  readonly level: CompileLevel;
  readonly seed: number;
  /** Whether one layout to begin with is enough, where the level tries several. */
  readonly isQuick: boolean;
  /** Swaps that add more flips than this are of no use. */
  readonly mostAddedFlips: number;
  readonly cancellation: CancellationToken;
}

const trials: Readonly<Record<CompileLevel, number>> = { 0: 1, 1: 4, 2: 8, 3: 20 };

/**
 * A program on the pairs of a target, with the swaps that it needs there.
 *
 * @throws {CompileError} where the largest connected part of the target has too few qubits
 */
export function placedOnTarget(
  program: Program,
  qubits: number,
  { coupling, qubits: available, pairErrors }: CompileTarget,
  { level, seed, isQuick, mostAddedFlips, cancellation }: TargetPlacementOptions,
): Placed {
  if (coupling === 'all') {
    const layout = Array.from({ length: qubits }, (_, qubit) => qubit);
    return { program, initialLayout: layout, finalLayout: layout, swaps: [], addedFlips: 0 };
  }
  const graph = graphOf(coupling, available);
  const options = {
    // Levels that are compared with each other begin with different layouts.
    seed: seed + 7919 * level,
    trials: isQuick ? 1 : trials[level],
    effort: level,
    mostAddedFlips,
    cancellation,
    ...(pairErrors === undefined ? {} : { pairErrors }),
  };
  try {
    return placed(program, qubits, graph, options);
  } catch (error) {
    if (error instanceof RoutingError && qubits > graph.mainland.length)
      throw new CompileError(qubits, graph.mainland.length);
    throw error;
  }
}

type Pairs = Exclude<CompileTarget['coupling'], 'all'>;

/** By pairs and number of qubits: the same devices are compiled for over and over. */
const graphs = new WeakMap<Pairs, CouplingGraph>();

function graphOf(coupling: Pairs, qubits: number): CouplingGraph {
  const known = graphs.get(coupling);
  if (known?.qubits === qubits) return known;
  const graph = couplingGraph(qubits, coupling.pairs);
  graphs.set(coupling, graph);
  return graph;
}
