import path from 'node:path';
import type { RunEvent, RunRequest } from '../protocol/index.ts';
import { type RunStore, openWorkspaceStore } from '../store/index.ts';
import { TableFolder } from '../tables/index.ts';
import { queryProgram } from './simulator-worker.ts';

/** The store of the nearest workspace. With `create`, one is made in the working folder where there is none. */
export function openStore(create: boolean): Promise<RunStore | undefined> {
  return openWorkspaceStore(process.cwd(), create);
}

/** Follows a run into the store; without a store, nothing is written. */
export function recorder(store: RunStore | undefined, request: RunRequest): (event: RunEvent) => void {
  return (event) => store?.record(request, event);
}

/** The tables of a store's runs; without a store they live as long as this process. */
export function openTables(store: RunStore | undefined): Promise<TableFolder> {
  const folder = store?.folder;
  return TableFolder.open(folder === undefined ? undefined : path.join(folder, 'tables'), queryProgram());
}
