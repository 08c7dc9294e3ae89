import type { RunRequest } from '../protocol/index.ts';
import { type RunStore, openPassingStore, openWorkspaceStore } from '../store/index.ts';

/** The stores that this process has opened, by the folders of their runs. */
const stores = new Map<string, RunStore>();
let passing: Promise<RunStore> | undefined;

/** How many runs are remembered where none is written down: their results take memory. */
const passingRuns = 20;

/** The store of the folder of a run, where runs are recorded there; else one that lives as long as this process. */
export async function openStore({ folder, record }: RunRequest): Promise<RunStore> {
  const known = folder === undefined ? undefined : stores.get(folder);
  if (known !== undefined) return known;
  const found = folder === undefined ? undefined : await openWorkspaceStore(folder, record === true);
  if (folder === undefined || found === undefined) return await passingStore();
  stores.set(folder, found);
  return found;
}

async function passingStore(): Promise<RunStore> {
  const store = await (passing ??= openPassingStore());
  store.keepLatest(passingRuns);
  return store;
}
