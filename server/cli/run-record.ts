import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { version } from '../base/index.ts';
import type { RunEvent, RunRequest } from '../protocol/index.ts';
import { RunStore } from '../store/index.ts';

/** The folder that holds a workspace's runs, and the database in it. */
const folderName = '.qflow';
const fileName = 'runs.sqlite';

/** The nearest folder of runs at or above the working folder; nothing where nobody has made one. */
function nearestFolder(): string | undefined {
  for (let folder = process.cwd(); ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, folderName);
    if (existsSync(candidate)) return candidate;
    if (path.dirname(folder) === folder) return undefined;
  }
}

/** The store of the nearest workspace. With `create`, one is made in the working folder where there is none. */
export async function openStore(create: boolean): Promise<RunStore | undefined> {
  const folder = nearestFolder() ?? (create ? path.join(process.cwd(), folderName) : undefined);
  if (folder === undefined) return undefined;
  mkdirSync(folder, { recursive: true });
  return RunStore.open(path.join(folder, fileName), {
    date: () => new Date().toISOString(),
    version,
    process: process.pid,
    isAlive,
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else's lives, though it takes no signals from here.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Follows a run into the store; without a store, nothing is written. */
export function recorder(store: RunStore | undefined, request: RunRequest): (event: RunEvent) => void {
  return (event) => store?.record(request, event);
}
