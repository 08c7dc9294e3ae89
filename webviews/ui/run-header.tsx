import type { ComponentChildren } from 'preact';
import type { RunView } from '../../server/protocol/index.ts';
import { post } from './bridge.ts';
import { formatDuration, formatShots } from './format.ts';
import { Busy, Button } from './kit.ts';
import { StateIcon } from './state-icon.tsx';
import { progressSentence, runFraction, taskWords } from './status.ts';
import { t } from './words.ts';

interface RunHeaderProperties {
  readonly run: RunView;
  /** Buttons of the panel, beside the ones that every run has. */
  readonly children?: ComponentChildren;
}

/** What ran, how, and what became of it; the same above every view of a run. */
export function RunHeader({ run, children }: RunHeaderProperties) {
  const running = run.status === 'running';
  return (
    <header class="run-header">
      <div class="run-title">
        <h1>{run.target.name === '' ? run.file : run.target.name}</h1>
        <span class={`run-status state-${run.status}`}>
          {run.status === 'running' ? <Busy label={t('running')} /> : <StateIcon state={run.status} />}
          {run.status === 'running' ? runningText(run) : taskWords[run.status]}
        </span>
        <div class="run-actions">
          {children}
          {running && <PauseButton isPaused={run.isPaused === true} />}
          {running ? (
            <Button kind="primary" onClick={() => post({ kind: 'cancel' })}>
              {t('Cancel')}
            </Button>
          ) : (
            <Button kind="primary" onClick={() => post({ kind: 'rerun' })}>
              {t('Run again')}
            </Button>
          )}
        </div>
      </div>
      <Facts run={run} />
      {running && <Progress run={run} />}
      <p class="visually-hidden" role="status">
        {progressSentence(run)}
      </p>
    </header>
  );
}

/** Holds the run back between two tasks. */
function PauseButton({ isPaused }: { readonly isPaused: boolean }) {
  return (
    <Button onClick={() => post({ kind: 'pause', isPaused: !isPaused })}>
      {isPaused ? t('Go on') : t('Pause')}
    </Button>
  );
}

function Facts({ run }: { readonly run: RunView }) {
  const started = run.graph.nodes.length > 0 || run.method !== '';
  const shots = t('shots');
  const facts: readonly (readonly [string, string])[] = [
    [t('file'), run.file],
    [t('backend'), run.backend],
    // The tasks of a workflow take their own numbers of shots, which their nodes and results show.
    [shots, started && run.target.kind === 'circuit' ? formatShots(run.shots) : ''],
    [t('seed'), started ? String(run.seed) : ''],
    [t('method'), run.method],
    [t('truncation'), run.truncation === undefined ? '' : run.truncation.toExponential(1)],
    [t('time'), run.total === undefined ? '' : formatDuration(run.total)],
  ];
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt class={name === shots ? 'visually-hidden' : ''}>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Progress({ run }: { readonly run: RunView }) {
  const fraction = runFraction(run);
  return (
    <div class="run-progress">
      <progress
        aria-label={t('Progress of the run')}
        max={1}
        {...(fraction === undefined ? {} : { value: fraction })}
      />
      <Forecast run={run} />
    </div>
  );
}

/** What the task that runs needs. */
function Forecast({ run }: { readonly run: RunView }) {
  const [name, task] = Object.entries(run.tasks).find(([, { state }]) => state === 'running') ?? [];
  if (task?.forecast === undefined) return null;
  const { forecast } = task;
  return <p class="quiet">{name === run.target.name ? forecast : `${name}: ${forecast}`}</p>;
}

function runningText(run: RunView): string {
  const fraction = runFraction(run);
  if (run.isPaused === true) return t('paused');
  return fraction === undefined ? t('running') : t('running {0} %', Math.floor(fraction * 100));
}
