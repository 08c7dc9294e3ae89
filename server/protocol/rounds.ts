import type { TaskEdge, TaskGraph, TaskNode, TaskState } from './graph.ts';

/** A graph in which tasks with many rounds are one node each. */
export interface FoldedGraph extends TaskGraph {
  /** The rounds behind each folded node, by its name. */
  readonly rounds: ReadonlyMap<string, readonly string[]>;
}

/** Folds the rounds of every task that has more than `most` of them into one node: `curve`, `× 200`. */
export function foldRounds(graph: TaskGraph, most: number): FoldedGraph {
  const rounds = new Map<string, string[]>();
  for (const { name, group } of graph.nodes) {
    if (group === undefined) continue;
    const members = rounds.get(group);
    if (members === undefined) rounds.set(group, [name]);
    else members.push(name);
  }
  for (const [group, members] of rounds) if (members.length <= most) rounds.delete(group);
  if (rounds.size === 0) return { ...graph, rounds };
  const shownAs = new Map(
    [...rounds].flatMap(([group, members]) => members.map((name) => [name, group] as const)),
  );
  return {
    workflow: graph.workflow,
    nodes: foldNodes(graph.nodes, rounds),
    edges: foldEdges(graph.edges, (name) => shownAs.get(name) ?? name),
    rounds,
  };
}

function foldNodes(
  nodes: readonly TaskNode[],
  rounds: ReadonlyMap<string, readonly string[]>,
): readonly TaskNode[] {
  return nodes.flatMap((node): TaskNode[] => {
    const members = node.group === undefined ? undefined : rounds.get(node.group);
    if (node.group === undefined || members === undefined) return [node];
    if (members[0] !== node.name) return [];
    const detail = [node.detail, `× ${members.length.toLocaleString('en')}`]
      .filter((text) => text !== '')
      .join(' · ');
    return [{ ...node, name: node.group, detail }];
  });
}

function foldEdges(edges: readonly TaskEdge[], shownAs: (name: string) => string): readonly TaskEdge[] {
  const folded = new Map<string, TaskEdge>();
  for (const edge of edges) {
    const [from, to] = [shownAs(edge.from), shownAs(edge.to)];
    if (from !== to) folded.set(`${from}\n${to}`, { from, to });
  }
  return [...folded.values()];
}

/** How far many rounds are together. */
export interface RoundsState {
  readonly state: TaskState;
  /** Of the rounds that have ended, between 0 and 1. */
  readonly fraction: number;
  /** `143 of 200 completed, 1 failed`. */
  readonly text: string;
}

const ended: ReadonlySet<TaskState> = new Set<TaskState>(['completed', 'failed', 'cancelled', 'skipped']);

/** The state of a folded node: that of its rounds where they agree, else what most needs to be seen. */
export function stateOfRounds(states: readonly TaskState[]): RoundsState {
  const count = (state: TaskState) => states.filter((one) => one === state).length;
  const done = states.filter((state) => ended.has(state)).length;
  const others = (['failed', 'cancelled', 'skipped'] as const)
    .filter((state) => count(state) > 0)
    .map((state) => `${count(state)} ${state}`);
  return {
    state: joinedState(states, done),
    fraction: states.length === 0 ? 0 : done / states.length,
    text: [`${count('completed')} of ${states.length} completed`, ...others].join(', '),
  };
}

function joinedState(states: readonly TaskState[], done: number): TaskState {
  const [first = 'waiting'] = states;
  if (states.every((state) => state === first)) return first;
  if (done < states.length) return 'running';
  return (['failed', 'cancelled', 'completed'] as const).find((state) => states.includes(state)) ?? 'skipped';
}
