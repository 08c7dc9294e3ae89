import { type FoldedGraph, type RunView, type TaskView, stateOfRounds } from '../../server/protocol/index.ts';

/** The tasks of a run as a folded graph shows them: the rounds of a loop together. */
export function foldTasks({ rounds }: FoldedGraph, tasks: RunView['tasks']): RunView['tasks'] {
  if (rounds.size === 0 || Object.keys(tasks).length === 0) return tasks;
  const folded = [...rounds].map(([group, members]): [string, TaskView] => [
    group,
    together(members.map((name) => tasks[name] ?? { state: 'waiting' })),
  ]);
  return { ...tasks, ...Object.fromEntries(folded) };
}

function together(members: readonly TaskView[]): TaskView {
  const { state, fraction, text } = stateOfRounds(members.map((member) => member.state));
  const duration = members.reduce((total, member) => total + (member.duration ?? 0), 0);
  return {
    state,
    message: text,
    ...(state === 'running' ? { fraction } : {}),
    ...(duration > 0 && state !== 'running' ? { duration } : {}),
  };
}
