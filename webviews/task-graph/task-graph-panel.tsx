import { type RunView, type TaskGraph, type ToPanel, foldRounds } from '../../server/protocol/index.ts';
import { post } from '../ui/bridge.ts';
import { Empty } from '../ui/empty.tsx';
import { Button } from '../ui/kit.ts';
import { Problems } from '../ui/problems.tsx';
import { RunHeader } from '../ui/run-header.tsx';
import { useChoice } from '../ui/use-choice.ts';
import { foldTasks } from './fold-tasks.ts';
import { GraphView } from './graph-view.tsx';
import { TaskTable } from './task-table.tsx';
import { t } from '../ui/words.ts';

/** The tasks of a workflow: as the text declares them, or as a run moves through them. */
export function TaskGraphPanel({ message }: { readonly message: ToPanel }) {
  switch (message.kind) {
    case 'empty':
      return <Empty title={t('Task graph')} message={message.message} />;
    case 'targets':
    case 'compilation':
    case 'cursor':
      return <Empty title={t('Task graph')} message={t('This is no workflow.')} />;
    case 'graph':
      return (
        <main class="graph-panel">
          <GraphHeader file={message.file} name={message.graph.workflow} />
          <Tasks graph={message.graph} tasks={{}} isRerunnable={false} />
        </main>
      );
    case 'run':
      return (
        <main class="graph-panel">
          <RunHeader run={message.run} />
          <Problems diagnostics={message.run.diagnostics} />
          <Tasks
            graph={message.run.graph}
            tasks={message.run.tasks}
            isRerunnable={message.run.status !== 'running'}
          />
        </main>
      );
  }
}

function GraphHeader({ file, name }: { readonly file: string; readonly name: string }) {
  return (
    <header class="run-header">
      <div class="run-title">
        <h1>{name}</h1>
        <div class="run-actions">
          <Button kind="primary" onClick={() => post({ kind: 'rerun' })}>
            {t('Run')}
          </Button>
        </div>
      </div>
      <dl class="facts">
        <div>
          <dt>{t('file')}</dt>
          <dd>{file}</dd>
        </div>
      </dl>
    </header>
  );
}

/** A task with more rounds than this is one node of the drawing; the table has them all. */
const mostRounds = 8;

interface TasksProperties {
  readonly graph: TaskGraph;
  readonly tasks: RunView['tasks'];
  readonly isRerunnable: boolean;
}

function Tasks({ graph, tasks, isRerunnable }: TasksProperties) {
  const [view, setView] = useChoice('graphView', ['graph', 'table']);
  if (graph.nodes.length === 0) return <p class="quiet">{t('There are no tasks to show.')}</p>;
  const toggle = (
    <div class="segmented" role="group" aria-label={t('View')}>
      <Button pressed={view === 'graph'} onClick={() => setView('graph')}>
        {t('Graph')}
      </Button>
      <Button pressed={view === 'table'} onClick={() => setView('table')}>
        {t('Table')}
      </Button>
    </div>
  );
  if (view === 'graph') {
    const folded = foldRounds(graph, mostRounds);
    return (
      <GraphView graph={folded} tasks={foldTasks(folded, tasks)} isRerunnable={isRerunnable} tools={toggle} />
    );
  }
  return (
    <>
      <div class="toolbar">{toggle}</div>
      <TaskTable graph={graph} tasks={tasks} isRerunnable={isRerunnable} />
    </>
  );
}
