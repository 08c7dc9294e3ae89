import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Result, RunRequest } from '../../protocol/index.ts';
import type { RunStore, StoredRunDetails } from '../../store/index.ts';
import { parseArguments } from '../arguments.ts';
import { UsageError, exitStatus } from '../exit-status.ts';
import { openStore } from '../run-record.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { conclude, runRecorded } from './run.ts';

/** `qflow resume [RUN] [--json]`: runs what a recorded run has not finished, with its text, inputs and seed. */
export async function resume(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments(args, { json: { type: 'boolean', default: false } });
  const store = await openStore(false);
  if (store === undefined) {
    terminal.error('No runs are recorded here, so there is none to resume.\n');
    return exitStatus.failed;
  }
  try {
    const request = requestFrom(chosen(store, positionals[0]));
    return conclude(await runRecorded(request, store, terminal), values.json, terminal);
  } finally {
    store.close();
  }
}

/** The named run, else the latest that did not complete. */
function chosen(store: RunStore, name: string | undefined): StoredRunDetails {
  const open = store.list(100).find(({ status }) => status !== 'completed' && status !== 'running');
  const wanted = name ?? open?.id;
  if (wanted === undefined) throw new UsageError('Every recorded run has completed.');
  const run = store.find(wanted);
  if (run === undefined)
    throw new UsageError(`No run, or more than one, has an id that starts with \`${wanted}\`.`);
  return run;
}

function requestFrom({ file, source, target, inputs, options, seed, tasks }: StoredRunDetails): RunRequest {
  const reuse: Record<string, Result> = {};
  for (const { name, state, result } of tasks)
    if (state === 'completed' && result !== undefined) reuse[name] = result;
  const uri = pathToFileURL(path.resolve(file)).href;
  return { runId: randomUUID(), uri, file, text: source, target, inputs, ...options, seed, reuse };
}
