import path from 'node:path';
import { Cancelled, CancellationSource } from '../base/index.ts';
import type { tree } from '../language/index.ts';
import { type CronTimes, parseCron, timeZoneFault } from '../library/index.ts';
import type { RunStore, SetTimes } from '../store/index.ts';
import { type Missed, type Timed, ZoneTime, atTimes, waitFor } from '../workflow/index.ts';
import { UsageError, exitStatus } from './exit-status.ts';
import { loadSource, readSource } from './source-file.ts';
import type { Terminal } from './terminal/terminal.ts';

/** A workflow that `@schedule` gives times. */
export interface SetWorkflow extends Timed {
  readonly file: string;
  readonly workflow: string;
  /** Its times as they are written. */
  readonly text: string;
}

/** The workflows of a file that have set times. @throws {UsageError} for times or a zone that are none */
export async function setWorkflowsOf(file: string): Promise<readonly SetWorkflow[]> {
  const model = await loadSource(await readSource(file));
  return model.workflows.flatMap(({ name: workflow, node }) => {
    const annotation = node.annotations.find(({ name }) => name.text === 'schedule');
    return annotation === undefined ? [] : [{ file, workflow, ...timesOf(annotation) }];
  });
}

function timesOf(annotation: tree.Annotation): Pick<SetWorkflow, 'text' | 'times' | 'clock'> {
  const text = textIn(annotation, 'times') ?? '';
  const times: CronTimes | string = parseCron(text);
  if (typeof times === 'string') throw new UsageError(`@schedule("${text}"): ${times}.`);
  const zone = textIn(annotation, 'zone');
  const fault = zone === undefined ? undefined : timeZoneFault(zone);
  if (fault !== undefined) throw new UsageError(`@schedule(zone: "${zone}"): ${fault}.`);
  return { text, times, clock: new ZoneTime(zone) };
}

function textIn(annotation: tree.Annotation, wanted: 'times' | 'zone'): string | undefined {
  const found = annotation.arguments.find(({ name }) => (name?.text ?? 'times') === wanted)?.value;
  return found?.kind === 'string' ? found.value : undefined;
}

/** Where a workflow stands with its times, by the records of the workspace. */
export function standingOf(one: SetWorkflow, store: RunStore, now: Date): SetTimes {
  const { text: times, clock, ...rest } = one;
  return store.setTimes.see(
    { ...rest, file: fileIn(store, one), times, zone: clock.zone },
    now.toISOString(),
  );
}

/** The file as seen from the workspace, so that it is the same from every folder. */
function fileIn({ folder }: RunStore, { file }: SetWorkflow): string {
  return folder === undefined ? file : path.relative(path.dirname(folder), path.resolve(file));
}

/** Notes that a workflow ran for a time; what passed until now counts no more. */
export function noteRun(
  one: SetWorkflow,
  store: RunStore,
  ran: { time: Date; run: string; now: Date },
): void {
  const key = { file: fileIn(store, one), workflow: one.workflow };
  store.setTimes.ran(key, {
    last: ran.time.toISOString(),
    run: ran.run,
    since: (ran.now > ran.time ? ran.now : ran.time).toISOString(),
  });
}

/** Says which times nothing ran at, in one line. */
export function missedLine({ workflow, clock }: SetWorkflow, { count, last }: Missed): string {
  const times = count === 1 ? '1 time was' : `${count.toLocaleString('en')} times were`;
  return `${workflow}: ${times} missed, the last ${clock.text(last.getTime())}.`;
}

interface Work {
  /** Runs a workflow and returns the exit status of that. */
  readonly run: (one: SetWorkflow, time: Date) => Promise<number>;
  /** After how many runs it ends; never where it is left out. */
  readonly count: number | undefined;
  readonly terminal: Terminal;
}

/** Runs workflows at their times until it is interrupted. Returns the status of the last run. */
export async function runAtTimes(
  all: readonly SetWorkflow[],
  { run, count = Infinity, terminal }: Work,
): Promise<number> {
  const source = new CancellationSource();
  const interrupt = () => source.cancel();
  process.on('SIGINT', interrupt);
  let status: number = exitStatus.done;
  const clock = { date: () => new Date(), wait: waitFor };
  try {
    await atTimes(all, count, clock, source.token, {
      announce: ({ workflow, clock: zone }, time) =>
        terminal.error(`The next run is ${workflow} at ${zone.text(time.getTime())}.\n`),
      work: async (one, time) => {
        status = await run(one, time);
      },
      missed: (one, missed) => terminal.error(`${missedLine(one, missed)}\n`),
    });
    return status;
  } catch (error) {
    if (error instanceof Cancelled) return status;
    throw error;
  } finally {
    process.off('SIGINT', interrupt);
  }
}
