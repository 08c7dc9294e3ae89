import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { version } from '../base/index.ts';
import { RunStore, type StoreEnvironment } from './run-store.ts';

/** The folder that holds a workspace's runs, and the database in it. */
const folderName = '.qflow';
const fileName = 'runs.sqlite';

/** The nearest folder of runs at or above a folder; nothing where nobody has made one. */
function nearestFolder(from: string): string | undefined {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, folderName);
    if (existsSync(candidate)) return candidate;
    if (path.dirname(folder) === folder) return undefined;
  }
}

/**
 * The store of the workspace that a folder belongs to. With `create`, one is made in the folder where there is none.
 * Every process that records opens it anew; one file serves them all.
 */
export async function openWorkspaceStore(folder: string, create: boolean): Promise<RunStore | undefined> {
  const found = nearestFolder(folder) ?? (create ? path.join(folder, folderName) : undefined);
  if (found === undefined) return undefined;
  mkdirSync(found, { recursive: true });
  return RunStore.open(path.join(found, fileName), ownEnvironment());
}

function ownEnvironment(): StoreEnvironment {
  return { date: () => new Date().toISOString(), version, process: process.pid, isAlive };
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
