import { Cancelled, CancellationSource } from '../../base/index.ts';
import { type CronTimes, parseCron } from '../../library/index.ts';
import type { RunTarget } from '../../protocol/index.ts';
import { atTimes, waitFor } from '../../workflow/index.ts';
import { UsageError, exitStatus } from '../exit-status.ts';
import { loadSource, readSource } from '../source-file.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** The times that `@schedule` before a workflow of the file says. @throws {UsageError} where it says none */
export async function timesOf(file: string, target: RunTarget | undefined): Promise<CronTimes> {
  const model = await loadSource(await readSource(file));
  const named = model.workflows.filter(({ name }) => target === undefined || name === target.name);
  const found = named.flatMap(({ node }) => node.annotations).filter(({ name }) => name.text === 'schedule');
  const value = found[0]?.arguments[0]?.value;
  if (value?.kind !== 'string')
    throw new UsageError(`No workflow of ${file} has @schedule("…"), so --scheduled has no times.`);
  if (found.length > 1)
    throw new UsageError('Several workflows have a schedule: choose one with --workflow.');
  const times = parseCron(value.value);
  if (typeof times === 'string') throw new UsageError(`@schedule("${value.value}"): ${times}.`);
  return times;
}

interface Work {
  readonly runOnce: () => Promise<number>;
  /** After how many runs it ends; never where it is left out. */
  readonly times: number | undefined;
  readonly terminal: Terminal;
}

/** Runs at each of the times until it is interrupted. Returns the status of the last run. */
export async function runAtTimes(
  cron: CronTimes,
  { runOnce, times = Infinity, terminal }: Work,
): Promise<number> {
  const source = new CancellationSource();
  const interrupt = () => source.cancel();
  process.on('SIGINT', interrupt);
  let status: number = exitStatus.done;
  const clock = { date: () => new Date(), wait: waitFor };
  try {
    await atTimes(
      cron,
      times,
      clock,
      source.token,
      async () => {
        status = await runOnce();
      },
      (time) => terminal.error(`The next run starts at ${time.toLocaleString('sv')}.\n`),
    );
    return status;
  } catch (error) {
    if (error instanceof Cancelled) return status;
    throw error;
  } finally {
    process.off('SIGINT', interrupt);
  }
}
