import { type Random, neverCancelled, throwIfCancelled } from '../../base/index.ts';
import type { CouplingGraph } from './coupling-graph.ts';
import { type Dependencies, reversed } from './dependencies.ts';
import { annealedLayout } from './annealed-layout.ts';
import { denseLayout, trivialLayout } from './layouts.ts';
import { lineLayout } from './line-layout.ts';
import { type Merit, isBetter, meritOf } from './merit.ts';
import type { QubitLayout, RoutingOptions } from './operation.ts';
import { completed } from './placement.ts';
import { type Pass, Sabre, lookaheads } from './sabre.ts';
import { type Exchange, tokenSwaps } from './token-swapping.ts';
import { zeroSwapLayout } from './zero-swap-layout.ts';

/** What all steps of a search share. */
export interface Subject {
  readonly dependencies: Dependencies;
  readonly graph: CouplingGraph;
  readonly costs: Float64Array;
  readonly random: Random;
}

/** Passes forward and backward from one starting layout, by effort. */
const passes = [1, 3, 5, 9] as const;

/** Passes in a row without a better one after which a starting layout is given up. */
const stagnation = 4;

/** Starting layouts after which it is known how far a search gets. */
const scouts = 4;

/** Placements in the search for a layout without swaps, by effort. */
const placements = [0, 2_000, 5_000, 20_000] as const;

/** The best pass over several starting layouts, each improved by going forward and backward (SABRE layout). */
export function search(
  subject: Subject,
  { trials, effort, mostAddedFlips = Infinity, cancellation = neverCancelled }: RoutingOptions,
): Pass {
  const { dependencies, graph, costs, random } = subject;
  const forward = lookaheads.map((weights) => new Sabre(dependencies, graph, costs, random, weights));
  if (effort === 0) return forward[0]!.run(trivialLayout(graph, dependencies.qubits));
  const backwards = reversed(dependencies);
  const backward = lookaheads.map((weights) => new Sabre(backwards, graph, costs, random, weights));
  const best = new Best(subject);
  const fit = zeroSwapLayout(subject, placements[effort]);
  if (fit) return forward[0]!.run(fit);
  for (let trial = 0; trial < Math.max(1, trials); trial++) {
    throwIfCancelled(cancellation);
    if (isHopeless(best.cost, trial, mostAddedFlips)) break;
    const way = trial % lookaheads.length;
    improve(startOf(trial, subject), forward[way]!, backward[way]!, passes[effort], best);
  }
  return best.pass;
}

/** What the first starting layout gives is often halved by others, and what a few give seldom gets a quarter better. */
function isHopeless(cost: number, trials: number, most: number): boolean {
  if (trials === 0) return false;
  return cost > (trials < scouts ? 2 : 1.25) * most;
}

/** Goes forward and backward from a layout, each time from where the last pass ended, until that no longer helps. */
function improve(start: Int32Array, forward: Sabre, backward: Sabre, limit: number, best: Best): void {
  let layout = start;
  let [lowest, since] = [Infinity, 0];
  for (let pass = 0; pass < limit && since < stagnation; pass++) {
    const found = pass % 2 === 0 ? forward.run(layout) : turned(backward.run(layout));
    layout = pass % 2 === 0 ? found.end : found.start;
    const cost = best.offer(found);
    since = cost < lowest ? 0 : since + 1;
    lowest = Math.min(lowest, cost);
  }
}

/** Keeps the best of the passes that it is offered. */
class Best {
  readonly #subject: Subject;
  #found: { readonly pass: Pass; readonly merit: Merit } | undefined;

  constructor(subject: Subject) {
    this.#subject = subject;
  }

  /** In flips. */
  get cost(): number {
    return this.#found?.merit.cost ?? Infinity;
  }

  get pass(): Pass {
    if (this.#found === undefined) throw new Error('No pass was offered.');
    return this.#found.pass;
  }

  /** What the pass adds in flips. */
  offer(pass: Pass): number {
    const merit = meritOf(pass, this.#subject);
    if (this.#found === undefined || isBetter(merit, this.#found.merit)) this.#found = { pass, merit };
    return merit.cost;
  }
}

/** In turn two annealed layouts, a line, and again; a dense part of the graph once. */
function startOf(trial: number, subject: Subject): Int32Array {
  const { dependencies, graph, costs, random } = subject;
  if (trial % 3 === 1) {
    const line = lineLayout(graph, dependencies.qubits, random);
    if (line) return line;
  }
  return trial === 3 ? denseLayout(graph, dependencies.qubits, costs) : annealedLayout(subject);
}

/** A pass backward, read forward. */
function turned({ start, end, events, cost }: Pass): Pass {
  return { start: end, end: start, events: events.toReversed(), cost };
}

export interface Between {
  readonly pass: Pass;
  readonly before: readonly Exchange[];
  readonly after: readonly Exchange[];
}

/** The cheapest way from one layout to another through the operations, found from either end. */
export function searchBetween(
  subject: Subject,
  start: QubitLayout,
  end: QubitLayout,
  trials: number,
): Between {
  const { dependencies, graph, costs, random } = subject;
  const forward = new Sabre(dependencies, graph, costs, random, lookaheads[0]!);
  const backward = new Sabre(reversed(dependencies), graph, costs, random, lookaheads[0]!);
  const logical = (tokens: Int32Array) => [...tokens.subarray(0, dependencies.qubits)];
  const found: Between[] = [];
  for (let trial = 0; trial < Math.max(1, trials); trial++) {
    const there = forward.run(completed(start, graph.qubits));
    found.push({ pass: there, before: [], after: tokenSwaps(graph, logical(there.end), end, random, 4) });
    const back = turned(backward.run(completed(end, graph.qubits)));
    found.push({ pass: back, before: tokenSwaps(graph, start, logical(back.start), random, 4), after: [] });
  }
  return found.reduce((best, other) => (costOf(other) < costOf(best) ? other : best));
}

function costOf({ pass, before, after }: Between): number {
  return pass.cost + before.length + after.length;
}
