import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

const windows = process.platform === 'win32';

/** Runs a program to its end with its output appended to a file; resolves to its exit status. */
export async function runToLog(
  program: string,
  programArguments: readonly string[],
  options: { readonly cwd: string; readonly log: string },
): Promise<number> {
  const log = createWriteStream(options.log, { flags: 'a' });
  // npm is a batch file on Windows, which only a shell can start.
  const child = spawn(program, [...programArguments], { cwd: options.cwd, shell: windows });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  try {
    return await exitStatus(child);
  } finally {
    log.end();
    await finished(log);
  }
}

/** Waits for a program's end; rejects when it could not be started. */
export function exitStatus(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** Ends a program started with `detached` and every process that it started; waits until it is gone. */
export async function endTree(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  signalTree(child, 'SIGTERM');
  const timer = setTimeout(() => signalTree(child, 'SIGKILL'), 5000);
  await gone;
  clearTimeout(timer);
}

/** Sends a signal to a program started with `detached` and to every process that it started. */
export function signalTree(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  if (windows) {
    spawn('taskkill', ['/pid', String(child.pid), '/t', '/f']);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!gone) throw error;
  }
}
