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
import { t } from '../ui/words.ts';

/** The state with what belongs to it: `running 43 %`, `completed in 1.2 s`, `completed, cached`. */
export function stateText({ state, fraction, duration, cache }: TaskView): string {
  if (state === 'running' && fraction !== undefined)
    return `${taskWords.running} ${Math.floor(fraction * 100)} %`;
  if (state === 'waiting' && cache?.isCached === true) return t('cached');
  if (state === 'completed' && cache?.isCached === true) return `${taskWords.completed}, ${t('cached')}`;
  if (state === 'completed' && duration !== undefined) return t('completed in {0}', formatDuration(duration));
  return taskWords[state];
}

/** The most telling part of a result: the value, the likeliest outcome, the size of a state. */
export function resultText(result: Result): string {
  if (result.kind === 'estimate' || result.kind === 'gradient' || result.kind === 'minimum')
    return formatEstimate(result.value, result.stderr);
  if (result.kind === 'state') return result.qubits === 1 ? t('1 qubit') : t('{0} qubits', result.qubits);
  if (result.kind === 'table') return shorten(tableText(result), 26);
  if (result.kind === 'value') return shorten(plainText(result.value), 26);
  const [likeliest] = Object.entries(result.probabilities).toSorted((a, b) => b[1] - a[1]);
  if (likeliest === undefined) return t('no outcomes');
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
    task?.result === undefined ? '' : t('result {0}', resultText(task.result)),
    task?.message ?? '',
    task?.cache?.reason ?? '',
    needs.length === 0 ? '' : t('needs {0}', needs.join(', ')),
  ];
  return parts.filter((part) => part !== '').join(', ');
}
