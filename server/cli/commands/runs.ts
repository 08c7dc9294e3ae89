import {
  type Difference,
  type RunStore,
  type StoredRun,
  type StoredRunDetails,
  compareRuns,
} from '../../store/index.ts';
import { parseArguments, wholeNumber } from '../arguments.ts';
import { NothingThere, UsageError, exitStatus } from '../exit-status.ts';
import { openStore, openTables } from '../run-record.ts';
import { writeSource } from '../source-file.ts';
import { drawResult } from '../terminal/histogram.ts';
import { type Terminal, paint } from '../terminal/terminal.ts';

/** Runs that `list` shows where nothing is said. */
const defaultLimit = 20;
const dayMilliseconds = 24 * 60 * 60 * 1000;

/** `qflow runs list|show|diff|export|gc`: what was run in this workspace before. */
export async function runs(args: readonly string[], terminal: Terminal): Promise<number> {
  const [action = 'list', ...rest] = args;
  const command = actions[action];
  if (command === undefined)
    throw new UsageError(`runs takes one of ${Object.keys(actions).join(', ')}, not \`${action}\`.`);
  const store = await openStore(false);
  if (store === undefined) {
    terminal.error('No runs are recorded here. `qflow run FILE --record` starts to.\n');
    return exitStatus.failed;
  }
  try {
    return await command(store, rest, terminal);
  } finally {
    store.close();
  }
}

type Action = (store: RunStore, args: readonly string[], terminal: Terminal) => Promise<number> | number;

const actions: Readonly<Record<string, Action>> = { list, show, diff, export: exportRun, gc };

function list(store: RunStore, args: readonly string[], terminal: Terminal): number {
  const { values } = parseArguments(args, {
    limit: { type: 'string', default: String(defaultLimit) },
    json: { type: 'boolean', default: false },
  });
  const found = store.list(wholeNumber('limit', values.limit) ?? defaultLimit);
  if (values.json) terminal.out(`${JSON.stringify({ schema: 'qflow.runs/1', runs: found }, null, 2)}\n`);
  else for (const run of found) terminal.out(`${line(run, terminal)}\n`);
  return exitStatus.done;
}

const colours = {
  completed: 'green',
  failed: 'red',
  cancelled: 'yellow',
  running: 'blue',
  paused: 'yellow',
  interrupted: 'red',
} as const;

function line(run: StoredRun, terminal: Terminal): string {
  const { id, started, status, file, target, backend, method, seed, milliseconds } = run;
  const time = milliseconds === undefined ? '' : `${milliseconds.toFixed(0)} ms`;
  return [
    paint(terminal, 'bold', id.slice(0, 8)),
    started.replace('T', ' ').slice(0, 19),
    paint(terminal, colours[status], status.padEnd(11)),
    `${file} · ${target.name} · ${backend}${method === '' ? '' : ` (${method})`} · seed ${seed} · ${time}`,
  ].join('  ');
}

/** @throws {UsageError} for a name that is no run's, or that several begin with */
function chosen(store: RunStore, name: string | undefined): StoredRunDetails {
  if (name === undefined) throw new UsageError('The id of a run is missing; `last` is the latest.');
  const run = store.find(name);
  if (run === undefined)
    throw new NothingThere(`No run, or more than one, has an id that starts with \`${name}\`.`);
  return run;
}

function show(store: RunStore, args: readonly string[], terminal: Terminal): number {
  const { values, positionals } = parseArguments(args, { json: { type: 'boolean', default: false } });
  const run = chosen(store, positionals[0]);
  if (values.json) terminal.out(`${JSON.stringify({ schema: 'qflow.runs/1', run }, null, 2)}\n`);
  else
    terminal.out(
      `${[line(run, terminal), ...inputLines(run), ...run.tasks.flatMap((task) => taskLines(task, terminal))].join('\n')}\n`,
    );
  return exitStatus.done;
}

function inputLines({ inputs }: StoredRun): readonly string[] {
  return Object.entries(inputs).map(([name, value]) => `  input ${name} = ${value}`);
}

function taskLines(task: StoredRunDetails['tasks'][number], terminal: Terminal): readonly string[] {
  const { name, state, milliseconds, attempts, message, forecast, cache, result } = task;
  const facts = [
    state,
    ...(milliseconds === undefined ? [] : [`${milliseconds.toFixed(0)} ms`]),
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
    ...(forecast === undefined ? [] : [forecast]),
    ...(cache === undefined || cache === forecast ? [] : [cache]),
    ...(message === undefined ? [] : [message]),
  ];
  const lines = result === undefined ? [] : drawResult(result, terminal);
  return [`  ${paint(terminal, 'bold', name)}  ${facts.join(' · ')}`, ...lines.map((text) => `    ${text}`)];
}

function diff(store: RunStore, args: readonly string[], terminal: Terminal): number {
  const { values, positionals } = parseArguments(args, { json: { type: 'boolean', default: false } });
  const [first, second] = [chosen(store, positionals[0]), chosen(store, positionals[1] ?? 'last')];
  const differences = compareRuns(first, second);
  if (values.json)
    terminal.out(
      `${JSON.stringify({ schema: 'qflow.diff/1', first: first.id, second: second.id, differences }, null, 2)}\n`,
    );
  else if (differences.length === 0) terminal.out('The runs are the same.\n');
  else for (const difference of differences) terminal.out(`${differenceLine(difference, terminal)}\n`);
  return exitStatus.done;
}

function differenceLine(
  { what, first, second, distance, probability }: Difference,
  terminal: Terminal,
): string {
  const statistics = [
    ...(distance === undefined ? [] : [`distance ${distance.toPrecision(3)}`]),
    ...(probability === undefined ? [] : [`p = ${probability.toPrecision(2)} for the same circuit`]),
  ];
  const tail = statistics.length === 0 ? '' : `  (${statistics.join(', ')})`;
  return `${paint(terminal, 'bold', what)}: ${first} → ${second}${tail}`;
}

async function exportRun(store: RunStore, args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments(args, { output: { type: 'string' } });
  const text = `${JSON.stringify({ schema: 'qflow.runs/1', run: chosen(store, positionals[0]) }, null, 2)}\n`;
  if (values.output === undefined) terminal.out(text);
  else await writeSource(values.output, text);
  return exitStatus.done;
}

async function gc(store: RunStore, args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = parseArguments(args, { 'older-than': { type: 'string', default: '30' } });
  const days = wholeNumber('older-than', values['older-than']) ?? 30;
  const removed = store.forgetBefore(new Date(Date.now() - days * dayMilliseconds).toISOString());
  (await openTables(store)).keepOnly(store.tables());
  terminal.out(`${removed} runs older than ${days} days are forgotten.\n`);
  return exitStatus.done;
}
