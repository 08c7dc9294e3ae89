import type { RunCommand, RunStore, StoredRun } from '../../store/index.ts';
import { parseArguments } from '../arguments.ts';
import { NothingThere, exitStatus } from '../exit-status.ts';
import { openStore } from '../run-record.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** `qflow pause [RUN]`: nothing new of a run starts, what runs goes on to its end. */
export function pause(args: readonly string[], terminal: Terminal): Promise<number> {
  return control(args, 'pause', terminal);
}

/** `qflow cancel [RUN]` */
export function cancel(args: readonly string[], terminal: Terminal): Promise<number> {
  return control(args, 'cancel', terminal);
}

async function control(
  args: readonly string[],
  command: Exclude<RunCommand, 'resume'>,
  terminal: Terminal,
): Promise<number> {
  const { positionals } = parseArguments(args, {});
  const store = await openStore(false);
  if (store === undefined) {
    terminal.error(`No runs are recorded here, so there is none to ${command}.\n`);
    return exitStatus.failed;
  }
  try {
    tell(store, openRun(store, positionals[0]), command, terminal);
    return exitStatus.done;
  } finally {
    store.close();
  }
}

/** Tells the process of a run what to do. */
export function tell(store: RunStore, { id }: StoredRun, command: RunCommand, terminal: Terminal): void {
  store.command(id, command);
  terminal.out(`Run ${id.slice(0, 8)} was told to ${command}.\n`);
}

/** The named run, else the latest one that goes on. @throws {UsageError} where it does not go on */
function openRun(store: RunStore, name: string | undefined): StoredRun {
  const run = name === undefined ? store.list(100).find(isOpen) : store.find(name);
  if (run === undefined)
    throw new NothingThere(
      name === undefined
        ? 'No run goes on.'
        : `No run, or more than one, has an id that starts with \`${name}\`.`,
    );
  if (!isOpen(run)) throw new NothingThere(`Run ${run.id.slice(0, 8)} has ended: ${run.status}.`);
  return run;
}

function isOpen({ status }: StoredRun): boolean {
  return status === 'running' || status === 'paused';
}
