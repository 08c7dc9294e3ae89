import type { TaskGraph, TaskState } from '../protocol/index.ts';

export type TaskStates = ReadonlyMap<string, TaskState>;

/**
 * What to do next: tasks whose inputs are all there may start, tasks that can never start are skipped.
 * A pure function of the graph and of what has happened, in the order of the file.
 */
export interface Decision {
  readonly start: readonly string[];
  readonly skip: readonly { readonly task: string; readonly because: string }[];
}

export function decide(graph: TaskGraph, states: TaskStates): Decision {
  const start: string[] = [];
  const skip: { task: string; because: string }[] = [];
  for (const { name } of graph.nodes) {
    if ((states.get(name) ?? 'waiting') !== 'waiting') continue;
    const needed = graph.edges.filter((edge) => edge.to === name).map((edge) => edge.from);
    const lost = needed.find((task) => isLost(states.get(task)));
    if (lost !== undefined) skip.push({ task: name, because: lost });
    else if (needed.every((task) => states.get(task) === 'completed')) start.push(name);
  }
  return { start, skip };
}

function isLost(state: TaskState | undefined): boolean {
  return state === 'failed' || state === 'cancelled' || state === 'skipped';
}
