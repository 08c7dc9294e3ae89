/** A task of the graph in words. */
import {
  type Result,
  type TaskNode,
  type TaskView,
  plainText,
  tableText,
} from '../../server/protocol/index.ts';
import { formatDuration, formatEstimate, formatPercent, shorten } from '../ui/format.ts';
import { taskWords } from '../ui/status.ts';

/** The state with what belongs to it: `running 43 %`, `completed in 1.2 s`, `completed, cached`. */
export function stateText({ state, fraction, duration, cache }: TaskView): string {
  if (state === 'running' && fraction !== undefined)
    return `${taskWords.running} ${Math.floor(fraction * 100)} %`;
  if (state === 'waiting' && cache?.isCached === true) return 'cached';
  if (state === 'completed' && cache?.isCached === true) return `${taskWords.completed}, cached`;
  if (state === 'completed' && duration !== undefined)
    return `${taskWords.completed} in ${formatDuration(duration)}`;
  return taskWords[state];
}

/** The most telling part of a result: the value, the likeliest outcome, the size of a state. */
export function resultText(result: Result): string {
  if (result.kind === 'estimate' || result.kind === 'gradient' || result.kind === 'minimum')
    return formatEstimate(result.value, result.stderr);
  if (result.kind === 'state') return result.qubits === 1 ? '1 qubit' : `${result.qubits} qubits`;
  if (result.kind === 'table') return shorten(tableText(result), 26);
  if (result.kind === 'value') return shorten(plainText(result.value), 26);
  const [likeliest] = Object.entries(result.probabilities).toSorted((a, b) => b[1] - a[1]);
  if (likeliest === undefined) return 'no outcomes';
  return `${shorten(likeliest[0], 9)} ${formatPercent(likeliest[1])}`;
}

/** Everything about a task, for screen readers and tooltips. */
export function describeTask(
  { name, call, detail }: TaskNode,
  task: TaskView | undefined,
  needs: readonly string[],
) {
  const parts = [
    name,
    detail === '' ? call : `${call} ${detail}`,
    task === undefined ? '' : stateText(task),
    task?.result === undefined ? '' : `result ${resultText(task.result)}`,
    task?.message ?? '',
    task?.cache?.reason ?? '',
    needs.length === 0 ? '' : `needs ${needs.join(', ')}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}
