import type { RunView, TaskGraph } from '../../server/protocol/index.ts';
import { post } from '../ui/bridge.ts';
import { StateIcon } from '../ui/state-icon.tsx';
import { resultText, stateText } from './task-words.ts';
import { t } from '../ui/words.ts';

interface TaskTableProperties {
  readonly graph: TaskGraph;
  readonly tasks: RunView['tasks'];
  readonly isRerunnable: boolean;
}

/** The same tasks as the graph shows, as a table; a name leads to its place in the file. */
export function TaskTable({ graph, tasks, isRerunnable }: TaskTableProperties) {
  return (
    <div class="table-frame" tabIndex={0} role="region" aria-label={t('Tasks')}>
      <table class="task-table">
        <caption class="visually-hidden">{t('Tasks of {0}', graph.workflow)}</caption>
        <thead>
          <tr>
            <th scope="col">{t('Task')}</th>
            <th scope="col">{t('Call')}</th>
            <th scope="col">{t('Needs')}</th>
            <th scope="col">{t('State')}</th>
            <th scope="col">{t('Result')}</th>
            {isRerunnable && <th scope="col">{t('Run again')}</th>}
          </tr>
        </thead>
        <tbody>
          {graph.nodes.map(({ name, call, detail }) => {
            const task = tasks[name];
            return (
              <tr key={name}>
                <th scope="row">
                  <button type="button" class="link" onClick={() => post({ kind: 'reveal', task: name })}>
                    {name}
                  </button>
                </th>
                <td>
                  {call} {detail}
                </td>
                <td>{needsOf(graph, name).join(', ')}</td>
                <td>
                  {task !== undefined && (
                    <span class="run-status">
                      <StateIcon state={task.state} />
                      {stateText(task)}
                      {task.cache !== undefined && <span class="quiet">{task.cache.reason}</span>}
                    </span>
                  )}
                </td>
                <td>{task?.result === undefined ? '' : resultText(task.result)}</td>
                {isRerunnable && <td>{rerunLinks(name)}</td>}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function rerunLinks(task: string) {
  const link = (scope: 'task' | 'from', text: string, label: string) => (
    <button
      type="button"
      class="link"
      aria-label={label}
      onClick={() => post({ kind: 'rerunTask', task, scope })}
    >
      {text}
    </button>
  );
  return (
    <>
      {link('task', t('task'), t('Run again task {0}', task))} ·{' '}
      {link('from', t('from here'), t('Run again from here: {0}', task))}
    </>
  );
}

/** What a task waits for. */
export function needsOf({ edges }: TaskGraph, name: string): readonly string[] {
  return edges.filter(({ to }) => to === name).map(({ from }) => from);
}
