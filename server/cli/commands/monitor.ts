import type { RunStore, StoredRunDetails, StoredTask } from '../../store/index.ts';
import { parseArguments } from '../arguments.ts';
import { NothingThere, exitStatus } from '../exit-status.ts';
import { openStore } from '../run-record.ts';
import { type Terminal, paint } from '../terminal/terminal.ts';
import { runs } from './runs.ts';

/** Milliseconds between two looks at a run. */
const interval = 300;

/** `qflow status`: what the latest runs do. */
export async function status(args: readonly string[], terminal: Terminal): Promise<number> {
  parseArguments(args, {});
  return runs(['list', '--limit', '5'], terminal);
}

/** `qflow monitor [RUN]`: tells of each task of a run of any process as it changes, until the run ends. */
export async function monitor(args: readonly string[], terminal: Terminal): Promise<number> {
  const { positionals } = parseArguments(args, {});
  return withRun(positionals[0], terminal, async (store, first) => {
    const told = new Map<string, string>();
    for (let run = first; ; run = store.find(first.id) ?? run) {
      for (const task of run.tasks) {
        const line = stateLine(task, terminal);
        if (task.state !== 'waiting' && told.get(task.name) !== line) terminal.out(`${line}\n`);
        told.set(task.name, line);
      }
      if (run.status !== 'running' && run.status !== 'paused') {
        terminal.out(`${paint(terminal, 'bold', run.id.slice(0, 8))} ${run.status}\n`);
        return run.status === 'completed' ? exitStatus.done : exitStatus.failed;
      }
      await new Promise((resolve) => setTimeout(resolve, interval));
    }
  });
}

function stateLine({ name, state, milliseconds, message, cache }: StoredTask, terminal: Terminal): string {
  const facts = [
    state,
    ...(milliseconds === undefined ? [] : [`${milliseconds.toFixed(0)} ms`]),
    ...(cache === undefined ? [] : [cache]),
    ...(message === undefined ? [] : [message]),
  ];
  return `  ${paint(terminal, 'bold', name)}  ${facts.join(' · ')}`;
}

/** `qflow analyze [RUN] [--json]`: what each task of a run took, the longest first. */
export async function analyze(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments(args, { json: { type: 'boolean', default: false } });
  return withRun(positionals[0], terminal, (_store, { id, tasks }) => {
    const taken = tasks
      .filter(({ milliseconds }) => milliseconds !== undefined)
      .toSorted((one, other) => (other.milliseconds ?? 0) - (one.milliseconds ?? 0));
    if (values.json) {
      const rows = taken.map(({ result: _result, ...task }) => task);
      terminal.out(`${JSON.stringify({ schema: 'qflow.metrics/1', run: id, tasks: rows }, null, 2)}\n`);
    } else for (const line of tableOf(taken)) terminal.out(`${line}\n`);
    return exitStatus.done;
  });
}

const head = ['task', 'time', 'CPU', 'memory', 'depth', 'shots'];

function tableOf(tasks: readonly StoredTask[]): readonly string[] {
  const rows = tasks.map(({ name, milliseconds = 0, cpuSeconds, peakBytes, depth, shots }) => [
    name,
    `${milliseconds.toFixed(0)} ms`,
    cpuSeconds === undefined || milliseconds === 0
      ? ''
      : `${((100_000 * cpuSeconds) / milliseconds).toFixed(0)} %`,
    peakBytes === undefined ? '' : `${(peakBytes / 2 ** 20).toFixed(0)} MiB`,
    depth === undefined ? '' : String(depth),
    shots === undefined ? '' : shots === 0 ? 'exact' : shots.toLocaleString('en'),
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const draw = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return [head, ...rows].map(draw);
}

/** Opens the named run, else the latest. */
async function withRun(
  name: string | undefined,
  terminal: Terminal,
  use: (store: RunStore, run: StoredRunDetails) => Promise<number> | number,
): Promise<number> {
  const store = await openStore(false);
  if (store === undefined) {
    terminal.error('No runs are recorded here. `qflow run FILE --record` starts to.\n');
    return exitStatus.failed;
  }
  try {
    const run = store.find(name ?? 'last');
    if (run === undefined)
      throw new NothingThere(`No run, or more than one, has an id that starts with \`${name ?? 'last'}\`.`);
    return await use(store, run);
  } finally {
    store.close();
  }
}
