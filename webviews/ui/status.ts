/** How states are told: a word and a shape, never a colour alone. */
import type { RunView, TaskState } from '../../server/protocol/index.ts';
import { t } from './words.ts';

export const taskWords: Readonly<Record<TaskState, string>> = {
  waiting: t('waiting'),
  running: t('running'),
  completed: t('completed'),
  failed: t('failed'),
  cancelled: t('cancelled'),
  skipped: t('skipped'),
};

/** Paths of the icons on a 16 by 16 grid, drawn as lines. */
export const stateIcons: Readonly<Record<TaskState, string>> = {
  waiting: 'M8 4.5V8l2.5 1.5M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z',
  running: 'M6 4.500l5.500 3.500L6 11.500Z',
  completed: 'M3 8.500l3.500 3.500L13 5',
  failed: 'M4 4l8 8M12 4l-8 8',
  cancelled: 'M3.800 12.200l8.400-8.400M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z',
  skipped: 'M3 4.500l5 3.500-5 3.500ZM12 4.500v7',
};

/** The share of a run that is done, every task counting the same; undefined when no task tells. */
export function runFraction(run: RunView): number | undefined {
  const tasks = Object.values(run.tasks);
  if (tasks.length === 0) return undefined;
  const known = tasks.some(({ state, fraction }) => fraction !== undefined || state === 'completed');
  if (!known) return undefined;
  const done = tasks.reduce((sum, { state, fraction }) => sum + share(state, fraction), 0);
  return done / tasks.length;
}

function share(state: TaskState, fraction: number | undefined): number {
  if (state === 'waiting') return 0;
  return state === 'running' ? (fraction ?? 0) : 1;
}

/** What a screen reader is told while a run goes on, in steps of ten per cent. */
export function progressSentence(run: RunView): string {
  const name = run.target.name === '' ? run.file : run.target.name;
  if (run.status !== 'running') return `${name} ${taskWords[run.status]}`;
  const fraction = runFraction(run);
  const running = Object.entries(run.tasks).find(([, task]) => task.state === 'running');
  const task = running === undefined || running[0] === name ? '' : `, ${t('task {0}', running[0])}`;
  if (fraction === undefined) return `${name} ${taskWords.running}${task}`;
  return `${name} ${taskWords.running}${task}, ${t('{0} per cent', Math.floor(fraction * 10) * 10)}`;
}
