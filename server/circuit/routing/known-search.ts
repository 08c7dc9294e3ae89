import type { CouplingGraph } from './coupling-graph.ts';
import type { Dependencies } from './dependencies.ts';
import { type Subject, search } from './layout-search.ts';
import type { RoutingOptions } from './operation.ts';
import type { Pass } from './sabre.ts';

interface Known {
  readonly dependencies: Dependencies;
  readonly costs: Float64Array;
  readonly options: Omit<RoutingOptions, 'cancellation' | 'pairErrors'>;
  readonly pass: Pass;
}

/** Searches on each graph that are kept, the latest first: of several circuits of a file, and of their levels. */
const mostKnown = 8;
const known = new WeakMap<CouplingGraph, Known[]>();

/**
 * The search for a pass, or what it found before for the same pairs in the same order: an edit of an angle, or of a gate on
 * one qubit, leaves all that routing looks at. A search is a function of what is compared here and of nothing else.
 */
export function knownSearch(subject: Subject, options: RoutingOptions): Pass {
  const { graph, dependencies, costs } = subject;
  const { seed, trials, effort, mostAddedFlips = Infinity } = options;
  const kept = known.get(graph) ?? [];
  known.set(graph, kept);
  const place = kept.findIndex((one) => isSame(one, subject, options));
  const [found] = place < 0 ? [] : kept.splice(place, 1);
  const pass = found?.pass ?? search(subject, options);
  kept.unshift(found ?? { dependencies, costs, options: { seed, trials, effort, mostAddedFlips }, pass });
  if (kept.length > mostKnown) kept.pop();
  return pass;
}

function isSame(one: Known, { dependencies, costs }: Subject, options: RoutingOptions): boolean {
  const { seed, trials, effort, mostAddedFlips = Infinity } = one.options;
  return (
    seed === options.seed &&
    trials === options.trials &&
    effort === options.effort &&
    Object.is(mostAddedFlips, options.mostAddedFlips ?? Infinity) &&
    isSameOrder(one.dependencies, dependencies) &&
    areSame(one.costs, costs)
  );
}

function isSameOrder(a: Dependencies, b: Dependencies): boolean {
  return (
    a.qubits === b.qubits &&
    a.size === b.size &&
    areSame(a.first, b.first) &&
    areSame(a.second, b.second) &&
    areSame(a.isBridgeable, b.isBridgeable) &&
    areSame(a.weights, b.weights) &&
    a.members.every((members, node) => members.length === b.members[node]!.length) &&
    a.successors.every((successors, node) => areSame(successors, b.successors[node]!))
  );
}

function areSame(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let place = 0; place < a.length; place++) if (a[place] !== b[place]) return false;
  return true;
}
