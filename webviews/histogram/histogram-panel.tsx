import { useState } from 'preact/hooks';
import type { Result, RunView, TaskView, ToPanel } from '../../server/protocol/index.ts';
import { Empty } from '../ui/empty.tsx';
import { Select } from '../ui/kit.ts';
import { Problems } from '../ui/problems.tsx';
import { RunHeader } from '../ui/run-header.tsx';
import { taskWords } from '../ui/status.ts';
import { ConvergenceChart } from './convergence-chart.tsx';
import { samplesDistribution, stateDistribution } from './distribution.ts';
import { DistributionView } from './distribution-view.tsx';
import { EstimateView } from './estimate-view.tsx';
import { GradientView } from './gradient-view.tsx';
import { MinimumView } from './minimum-view.tsx';
import { StateTable } from './state-table.tsx';
import { TableView } from './table-view.tsx';
import { ValueView } from './value-view.tsx';
import { CodeWords } from '../ui/code-words.tsx';
import { t } from '../ui/words.ts';

/** The results of a run, one task at a time. */
export function HistogramPanel({ message }: { readonly message: ToPanel }) {
  if (message.kind === 'empty') return <Empty title={t('Histogram')} message={message.message} />;
  if (message.kind !== 'run' && message.kind !== 'graph')
    return <Empty title={t('Histogram')} message={t('Nothing has run yet.')} />;
  if (message.kind === 'graph')
    return <Empty title={t('Histogram')} message={t('{0} has not run yet.', message.graph.workflow)} />;
  return <RunResults key={message.run.runId} run={message.run} />;
}

function RunResults({ run }: { readonly run: RunView }) {
  const [chosen, choose] = useState<string>();
  const names = taskNames(run);
  const task = chosen ?? names.findLast((name) => hasSomething(run, name)) ?? names[0];
  const result = task === undefined ? undefined : run.tasks[task]?.result;
  return (
    <main>
      <RunHeader run={run} />
      <Problems diagnostics={run.diagnostics} />
      {names.length > 1 && task !== undefined && (
        <Select
          label={t('Task')}
          value={task}
          options={names.map((name) => ({ value: name, text: optionText(run, name) }))}
          onChange={choose}
        />
      )}
      {task !== undefined && result !== undefined ? (
        <>
          <ResultView key={task} run={run} task={task} result={result} />
          <Origin reason={run.tasks[task]?.cache} />
        </>
      ) : (
        <NoResult run={run} task={task} />
      )}
    </main>
  );
}

/** Says that a result was not computed in this run, and how it would be. */
function Origin({ reason }: { readonly reason: TaskView['cache'] }) {
  if (reason?.isCached !== true) return null;
  return (
    <p class="quiet">
      {reason.reason}.{' '}
      <CodeWords
        text={t('It is computed anew with `simulator(cache: false)` or, on the command line, `--no-cache`.')}
      />
    </p>
  );
}

/** Whether there is a result, or the way to one. */
function hasSomething(run: RunView, name: string): boolean {
  const task = run.tasks[name];
  return task?.result !== undefined || task?.iterations !== undefined;
}

/** The tasks in the order of the file. */
function taskNames(run: RunView): readonly string[] {
  const names = run.graph.nodes.map(({ name }) => name);
  return names.length > 0 ? names : Object.keys(run.tasks);
}

function optionText(run: RunView, name: string): string {
  const task = run.tasks[name];
  return task === undefined || task.state === 'completed' ? name : `${name} (${taskWords[task.state]})`;
}

interface ResultProperties {
  readonly run: RunView;
  readonly task: string;
  readonly result: Result;
}

function ResultView({ run, task, result }: ResultProperties) {
  switch (result.kind) {
    case 'samples':
      return (
        <DistributionView run={run} task={task} result={result} distribution={samplesDistribution(result)} />
      );
    case 'estimate':
      return <EstimateView run={run} task={task} result={result} />;
    case 'gradient':
      return <GradientView run={run} task={task} result={result} />;
    case 'minimum':
      return <MinimumView run={run} task={task} result={result} />;
    case 'value':
      return (
        <>
          <ValueView run={run} task={task} result={result} />
          {result.table && <TableView run={run} task={task} result={result.table} />}
        </>
      );
    case 'table':
      return <TableView run={run} task={task} result={result} />;
    case 'state':
      return (
        <>
          <DistributionView run={run} task={task} result={result} distribution={stateDistribution(result)} />
          <StateTable state={result} />
        </>
      );
  }
}

function NoResult({ run, task }: { readonly run: RunView; readonly task: string | undefined }) {
  const iterations = task === undefined ? undefined : run.tasks[task]?.iterations;
  if (iterations !== undefined)
    return <ConvergenceChart history={iterations} label={t('Values of {0} by iteration', task ?? '')} />;
  if (run.status === 'running')
    return <p class="quiet">{t('Results appear here as soon as there are any.')}</p>;
  if (run.diagnostics.length > 0) return null;
  const message = task === undefined ? undefined : run.tasks[task]?.message;
  const why =
    run.status === 'cancelled'
      ? t('The run was cancelled before it had a result.')
      : t('There is no result.');
  return <p class="quiet">{message ?? why}</p>;
}
