/** The language server as a Node process: `--stdio`, `--node-ipc` or a pipe, as the editor asks for. */
import { readFile, readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { ProposedFeatures, createConnection } from 'vscode-languageserver/node';
import { largestFileList } from '../protocol/index.ts';
import { lookAtFile } from '../tables/index.ts';
import { serve } from './server.ts';
import { spawnNodeValidation } from './validation/node-worker.ts';

/** Folders that are looked into: more are no workspace of somebody who waits for an answer. */
const largestFolderCount = 5000;

/** Beside the bundle where this was built, in the sources otherwise. */
const library = new URL(import.meta.url.endsWith('.ts') ? '../library/std/' : '../std/', import.meta.url)
  .href;

/** The thread that compiles circuits, beside this file. */
const validation = new URL(
  import.meta.url.endsWith('.ts') ? './validation/worker.node.ts' : './validation.js',
  import.meta.url,
);

serve(createConnection(ProposedFeatures.all), {
  readFile: textOf,
  listPrograms: programsIn,
  listDeviceFiles: deviceFilesIn,
  spawnValidation: () => spawnNodeValidation(validation),
  // Files seldom name more targets, and each thread has its own memory.
  validationThreads: Math.min(3, availableParallelism()),
  library,
  look: lookAtFile,
});

async function textOf(uri: string): Promise<string | undefined> {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return await readFile(fileURLToPath(uri), 'utf8');
  } catch {
    return undefined;
  }
}

/** The programs in folders, the nearest first; hidden folders and installed packages are left out. */
async function programsIn(folders: readonly string[]): Promise<readonly string[]> {
  const waiting = folders.filter((uri) => uri.startsWith('file:')).map((uri) => uri.replace(/\/?$/, '/'));
  const found: string[] = [];
  for (const folder of waiting) {
    if (found.length >= largestFileList || waiting.length > largestFolderCount) break;
    for (const entry of await entriesOf(folder)) {
      const uri = new URL(encodeURIComponent(entry.name), folder).href;
      if (entry.isDirectory() && !/^\.|^node_modules$/.test(entry.name)) waiting.push(`${uri}/`);
      else if (entry.isFile() && /\.(?:qflow|qasm|inc)$/.test(entry.name)) found.push(uri);
    }
  }
  return found.slice(0, largestFileList);
}

/** The descriptions of devices in the folders' own `.qflow/devices`. */
async function deviceFilesIn(folders: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    folders.map(async (uri) => {
      const folder = `${uri.replace(/\/?$/, '/')}.qflow/devices/`;
      if (!folder.startsWith('file:')) return [];
      const entries = await entriesOf(folder);
      return entries
        .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
        .map(({ name }) => new URL(encodeURIComponent(name), folder).href);
    }),
  );
  return found.flat().slice(0, largestFileList);
}

async function entriesOf(folder: string) {
  try {
    return await readdir(fileURLToPath(folder), { withFileTypes: true });
  } catch {
    return [];
  }
}
