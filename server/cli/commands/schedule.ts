import { randomUUID } from 'node:crypto';
import type { RunStore } from '../../store/index.ts';
import { missedTimes } from '../../workflow/index.ts';
import { parseArguments, wholeNumber } from '../arguments.ts';
import { NothingThere, UsageError, exitStatus } from '../exit-status.ts';
import { programsBelow } from '../programs-below.ts';
import { openStore } from '../run-record.ts';
import {
  type SetWorkflow,
  missedLine,
  noteRun,
  runAtTimes,
  setWorkflowsOf,
  standingOf,
} from '../set-times.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { conclude, runFile } from './run.ts';

/**
 * `qflow schedule [list [--json] | run [--due] [--times N]] [FILE...]`: workflows that run at set times, of all programs
 * below this folder where no FILE is given.
 */
export async function schedule(args: readonly string[], terminal: Terminal): Promise<number> {
  const [first = 'list', ...rest] = args;
  const action = actions[first];
  if (action === undefined)
    throw new UsageError(`schedule takes one of ${Object.keys(actions).join(', ')}, not \`${first}\`.`);
  const store = await openStore(true);
  if (store === undefined) throw new NothingThere('This folder has no place for records.');
  try {
    return await action(store, rest, terminal);
  } finally {
    store.close();
  }
}

type Action = (store: RunStore, args: readonly string[], terminal: Terminal) => Promise<number>;

const actions: Readonly<Record<string, Action>> = { list, run };

async function list(store: RunStore, args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments(args, { json: { type: 'boolean', default: false } });
  const now = new Date();
  const found = await setWorkflows(positionals);
  const schedules = found.map((one) => standing(one, store, now));
  if (values.json) terminal.out(`${JSON.stringify({ schema: 'qflow.schedules/1', schedules }, null, 2)}\n`);
  else for (const [place, one] of found.entries()) terminal.out(`${line(one, schedules[place])}\n`);
  return exitStatus.done;
}

/** The workflows with set times of these programs. @throws {UsageError} where there is none */
async function setWorkflows(files: readonly string[]): Promise<readonly SetWorkflow[]> {
  const all = files.length > 0 ? files : await programsBelow(['.qflow']);
  const found = (await Promise.all(all.map(setWorkflowsOf))).flat();
  if (found.length === 0)
    throw new NothingThere(
      `No workflow ${files.length > 0 ? `of ${files.join(', ')}` : 'below this folder'} has @schedule("…").`,
    );
  return found;
}

/** Where one workflow stands; moments are ISO 8601. */
interface Standing {
  readonly next?: string;
  readonly last?: string;
  readonly run?: string;
  /** Times that passed since its last run and at which nothing ran. */
  readonly missed: number;
}

function standing(one: SetWorkflow, store: RunStore, now: Date): Standing {
  const { since, ...rest } = standingOf(one, store, now);
  const next = one.clock.next(one.times, now.getTime());
  const missed = missedTimes(one, new Date(since), now)?.count ?? 0;
  return { ...rest, ...(next === undefined ? {} : { next: new Date(next).toISOString() }), missed };
}

function line({ file, workflow, text, clock }: SetWorkflow, found: Standing | undefined): string {
  const { next, last, run: id = '', missed = 0 } = found ?? {};
  const at = (moment: string) => clock.text(Date.parse(moment));
  return [
    file,
    workflow,
    `"${text}"`,
    next === undefined ? 'no time is left' : `next ${at(next)}`,
    ...(last === undefined ? [] : [`last ${at(last)} (${id.slice(0, 8)})`]),
    ...(missed === 0 ? [] : [`${missed.toLocaleString('en')} missed`]),
  ].join(' · ');
}

async function run(store: RunStore, args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments(args, {
    due: { type: 'boolean', default: false },
    times: { type: 'string' },
  });
  const all = await setWorkflows(positionals);
  const work = (one: SetWorkflow, time: Date) => runAt(one, time, store, terminal);
  if (values.due) return await runDue(all, store, terminal, work);
  for (const one of all) {
    const missed = missedUntil(one, store, new Date());
    if (missed !== undefined) terminal.error(`${missedLine(one, missed)}\n`);
  }
  return await runAtTimes(all, { run: work, count: wholeNumber('times', values.times), terminal });
}

/** Runs once what became due since it ran last, and says which of its times that leaves out. */
async function runDue(
  all: readonly SetWorkflow[],
  store: RunStore,
  terminal: Terminal,
  work: (one: SetWorkflow, time: Date) => Promise<number>,
): Promise<number> {
  let status: number = exitStatus.done;
  for (const one of all) {
    const due = missedUntil(one, store, new Date());
    if (due === undefined) continue;
    if (due.count > 1) terminal.error(`${missedLine(one, due)} It runs once for all.\n`);
    status = Math.max(status, await work(one, due.last));
  }
  return status;
}

function missedUntil(one: SetWorkflow, store: RunStore, now: Date) {
  return missedTimes(one, new Date(standingOf(one, store, now).since), now);
}

async function runAt(one: SetWorkflow, time: Date, store: RunStore, terminal: Terminal): Promise<number> {
  const runId = randomUUID();
  const target = { kind: 'workflow', name: one.workflow } as const;
  const status = conclude(await runFile(one.file, { target, runId }, store, terminal), false, terminal);
  noteRun(one, store, { time, run: runId, now: new Date() });
  return status;
}
