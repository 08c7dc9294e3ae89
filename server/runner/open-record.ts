import type { RunRequest } from '../protocol/index.ts';
import { followCommands, openWorkspaceStore } from '../store/index.ts';
import type { RunRecord } from './run-record.ts';

/** The records that this process has opened, by the folders of their runs. */
const opened = new Map<string, RunRecord>();

/**
 * The record of the folder of a run, where runs are recorded there; else the one that lives as long as this process.
 *
 * @throws {Error} where the folder's cannot be opened
 */
export async function openRecord({ folder, record }: RunRequest, passing: RunRecord): Promise<RunRecord> {
  if (folder === undefined) return passing;
  const known = opened.get(folder);
  if (known !== undefined) return known;
  const store = await openWorkspaceStore(folder, record === true);
  if (store === undefined) return passing;
  const found: RunRecord = {
    folder: store.folder,
    memory: store.memory,
    record: (request, event) => store.record(request, event),
    follow: (runId, actions) => followCommands(store, runId, actions),
  };
  opened.set(folder, found);
  return found;
}
