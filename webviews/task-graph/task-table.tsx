import type { RunView, TaskGraph } from '../../server/protocol/index.ts';
import { post } from '../ui/bridge.ts';
import { StateIcon } from '../ui/state-icon.tsx';
import { resultText, stateText } from './task-words.ts';

interface TaskTableProperties {
  readonly graph: TaskGraph;
  readonly tasks: RunView['tasks'];
}

/** The same tasks as the graph shows, as a table; a name leads to its place in the file. */
export function TaskTable({ graph, tasks }: TaskTableProperties) {
  return (
    <div class="table-frame" tabIndex={0} role="region" aria-label="Tasks">
      <table class="task-table">
        <caption class="visually-hidden">Tasks of {graph.workflow}</caption>
        <thead>
          <tr>
            <th scope="col">Task</th>
            <th scope="col">Call</th>
            <th scope="col">Needs</th>
            <th scope="col">State</th>
            <th scope="col">Result</th>
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
                    </span>
                  )}
                </td>
                <td>{task?.result === undefined ? '' : resultText(task.result)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** What a task waits for. */
export function needsOf({ edges }: TaskGraph, name: string): readonly string[] {
  return edges.filter(({ to }) => to === name).map(({ from }) => from);
}
