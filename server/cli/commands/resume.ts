import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Result, RunRequest } from '../../protocol/index.ts';
import type { RunStore, StoredRunDetails } from '../../store/index.ts';
import { parseArguments } from '../arguments.ts';
import { NothingThere, UsageError, exitStatus } from '../exit-status.ts';
import { openStore } from '../run-record.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { tell } from './control.ts';
import { conclude, runRecorded } from './run.ts';

/**
 * `qflow resume [RUN] [--json]`: lets a paused run go on; of one that ended unfinished, runs what is missing, with its
 * text, inputs and seed, searches from their last checkpoint on.
 */
export async function resume(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments(args, { json: { type: 'boolean', default: false } });
  return withStore('resume', terminal, async (store) => {
    const run = chosen(store, positionals[0], ({ status }) => status !== 'completed' && status !== 'running');
    if (run.status === 'paused') {
      tell(store, run, 'resume', terminal);
      return exitStatus.done;
    }
    if (run.status === 'running') throw new NothingThere(`Run ${run.id.slice(0, 8)} goes on.`);
    const request = { ...requestFrom(run), reuse: finished(run), checkpoints: store.checkpoints(run.id) };
    return conclude(await runRecorded(request, store, terminal), values.json, terminal);
  });
}

/**
 * `qflow rerun [RUN] --task NAME | --from NAME [--json]`: runs one task of a recorded run again, or it and all that depend
 * on it, with the text, inputs and seed of that run. What else has the same content is answered from it.
 */
export async function rerun(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments(args, {
    task: { type: 'string' },
    from: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  const again = againOf(values.task, values.from);
  return withStore('rerun', terminal, async (store) => {
    const run = chosen(store, positionals[0] ?? 'last', () => true);
    const request: RunRequest = { ...requestFrom(run), basis: run.id, again };
    return conclude(await runRecorded(request, store, terminal), values.json, terminal);
  });
}

function againOf(task: string | undefined, from: string | undefined): NonNullable<RunRequest['again']> {
  if (task !== undefined && from !== undefined) throw new UsageError('Choose --task or --from, not both.');
  if (task !== undefined) return { task, scope: 'task' };
  if (from === undefined) throw new UsageError('Say what to run again: --task NAME or --from NAME.');
  return { task: from, scope: 'from' };
}

async function withStore(
  what: string,
  terminal: Terminal,
  use: (store: RunStore) => Promise<number>,
): Promise<number> {
  const store = await openStore(false);
  if (store === undefined) {
    terminal.error(`No runs are recorded here, so there is none to ${what}.\n`);
    return exitStatus.failed;
  }
  try {
    return await use(store);
  } finally {
    store.close();
  }
}

/** The named run, else the latest one that is wanted. */
function chosen(
  store: RunStore,
  name: string | undefined,
  isWanted: (run: { readonly status: StoredRunDetails['status'] }) => boolean,
): StoredRunDetails {
  const wanted = name ?? store.list(100).find(isWanted)?.id;
  if (wanted === undefined) throw new NothingThere('Every recorded run has completed.');
  const run = store.find(wanted);
  if (run === undefined)
    throw new NothingThere(`No run, or more than one, has an id that starts with \`${wanted}\`.`);
  return run;
}

function requestFrom({ file, source, target, inputs, options, seed }: StoredRunDetails): RunRequest {
  const uri = pathToFileURL(path.resolve(file)).href;
  return { runId: randomUUID(), uri, file, text: source, target, inputs, ...options, seed };
}

/** The results of what a run finished. */
function finished({ tasks }: StoredRunDetails): Readonly<Record<string, Result>> {
  const reuse: Record<string, Result> = {};
  for (const { name, state, result } of tasks)
    if (state === 'completed' && result !== undefined) reuse[name] = result;
  return reuse;
}
