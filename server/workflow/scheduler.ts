import type { TaskGraph, TaskState } from '../protocol/index.ts';

export type TaskStates = ReadonlyMap<string, TaskState>;

/** What each task needs, in the order of the file. */
export type Needs = ReadonlyMap<string, readonly string[]>;

export function needsOf({ nodes, edges }: TaskGraph): Needs {
  const needs = new Map<string, string[]>(nodes.map(({ name }) => [name, []]));
  for (const { from, to } of edges) needs.get(to)?.push(from);
  return needs;
}

/**
 * What to do next: tasks whose inputs are all there may start, tasks that can never start are skipped.
 * A pure function of the graph and of what has happened, in the order of the file.
 */
export interface Decision {
  readonly start: readonly string[];
  readonly skip: readonly { readonly task: string; readonly because: string }[];
}

export function decide(needs: Needs, states: TaskStates): Decision {
  const start: string[] = [];
  const skip: { task: string; because: string }[] = [];
  for (const [name, needed] of needs) {
    if ((states.get(name) ?? 'waiting') !== 'waiting') continue;
    const lost = needed.find((task) => isLost(states.get(task)));
    if (lost !== undefined) skip.push({ task: name, because: lost });
    else if (needed.every((task) => states.get(task) === 'completed')) start.push(name);
  }
  return { start, skip };
}

function isLost(state: TaskState | undefined): boolean {
  return state === 'failed' || state === 'cancelled' || state === 'skipped';
}

/** What a task takes of the machine, and how urgent it is. */
export interface Demand {
  readonly priority: number;
  readonly cpu: number;
}

/**
 * Of the tasks that may start, those that do: the most urgent first, in the order of the file among equals, as long
 * as there are free places. A task that wants more places than there are takes all of them.
 */
export function choose(
  ready: readonly string[],
  demandOf: (task: string) => Demand,
  free: number,
  places: number,
): readonly string[] {
  const byUrgency = ready.toSorted((one, other) => demandOf(other).priority - demandOf(one).priority);
  const chosen: string[] = [];
  let left = free;
  for (const task of byUrgency) {
    const wanted = placesFor(demandOf(task), places);
    // A large urgent task is not overtaken for ever by small ones behind it.
    if (wanted > left) break;
    left -= wanted;
    chosen.push(task);
  }
  return chosen;
}

export function placesFor({ cpu }: Demand, places: number): number {
  return Math.min(cpu, places);
}
