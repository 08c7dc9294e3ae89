import type { RunEvent, RunRequest } from '../protocol/index.ts';
import { type RunStore, openWorkspaceStore } from '../store/index.ts';

/** The store of the nearest workspace. With `create`, one is made in the working folder where there is none. */
export function openStore(create: boolean): Promise<RunStore | undefined> {
  return openWorkspaceStore(process.cwd(), create);
}

/** Follows a run into the store; without a store, nothing is written. */
export function recorder(store: RunStore | undefined, request: RunRequest): (event: RunEvent) => void {
  return (event) => store?.record(request, event);
}
