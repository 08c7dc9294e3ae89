import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunDocument } from '../server/protocol/index.ts';

const root = path.resolve(import.meta.dirname, '..');

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line in the repository's root. */
export function qflow(...args: readonly string[]): Finished {
  return qflowIn(root, ...args);
}

/** Runs the built command line in a folder. */
export function qflowIn(folder: string, ...args: readonly string[]): Finished {
  return finished(folder, process.env, args);
}

/** Runs the built command line in the repository's root with further variables of the environment. */
export function qflowWith(variables: NodeJS.ProcessEnv, ...args: readonly string[]): Finished {
  return finished(root, { ...process.env, ...variables }, args);
}

function finished(folder: string, env: NodeJS.ProcessEnv, args: readonly string[]): Finished {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'dist/cli.js'), ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return { status, stdout, stderr };
}

/** The document that `qflow run --json` prints; standard output must hold nothing else. */
export function runJson(file: string, ...args: readonly string[]): RunDocument {
  const { stdout } = qflow('run', file, '--json', ...args);
  return JSON.parse(stdout) as RunDocument;
}

/** Writes a program into a folder of its own and returns its path. */
export function program(text: string, name = 'program.qflow'): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'qflow-')), name);
  writeFileSync(file, text);
  return file;
}
