import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Cancelled } from '../base/index.ts';
import type { ProgramEnd, ProgramHooks, ProgramOrder } from '../workflow/index.ts';
import { ProcessGroup } from './process-group.ts';

/** The most text that a program may give, in characters. */
const mostOutput = 2 ** 24;

/** Milliseconds between two looks at what a program takes. */
const sampling = 50;

/** Runs a program with all its children as one group, which ends with it. @throws {Cancelled} */
export async function runProgram(order: ProgramOrder, hooks: ProgramHooks): Promise<ProgramEnd> {
  const folder = await mkdtemp(path.join(tmpdir(), 'qflow-output-'));
  try {
    return await ended(order, hooks, path.join(folder, 'output.json'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function ended(order: ProgramOrder, hooks: ProgramHooks, outputFile: string): Promise<ProgramEnd> {
  const [command, args] = commandOf(order);
  const child = spawn(command, args, {
    cwd: fileURLToPath(order.folder),
    env: { ...ownEnvironment(), ...order.environment, QFLOW_OUTPUT: outputFile },
    // A group of its own on systems that have groups.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const group = new ProcessGroup(child.pid);
  let fault: string | undefined;
  const give = (reason: string) => {
    fault ??= reason;
    group.kill();
  };
  const timer = setInterval(() => {
    const { memory = Infinity } = order;
    if (group.look() > memory) give(`took more than ${mebibytes(memory)} of memory`);
  }, sampling);
  const unsubscribe = hooks.cancellation.onCancel(() => give('was cancelled'));
  const printed: string[] = [];
  let length = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    length += line.length + 1;
    if (length > mostOutput) return give('wrote more than 16 MiB');
    printed.push(line);
    hooks.line(line, 'out');
  });
  createInterface({ input: child.stderr }).on('line', (line) => hooks.line(line, 'error'));
  // A program that does not read its input is no fault.
  child.stdin.on('error', () => undefined);
  child.stdin.end(order.input);
  try {
    const status = await new Promise<number | undefined>((resolve) => {
      child.on('error', (error) => {
        fault ??= `cannot start: ${error.message}`;
        resolve(undefined);
      });
      child.on('close', (code, signal) => {
        if (code === null) fault ??= `was killed (${signal ?? 'unknown'})`;
        resolve(code ?? undefined);
      });
    });
    if (hooks.cancellation.isCancellationRequested) throw new Cancelled();
    const written = await readFile(outputFile, 'utf8').catch(() => '');
    const output = written.trim() === '' ? printed.join('\n') : written;
    return { status, output, ...(fault === undefined ? {} : { fault }), ...group.usage() };
  } finally {
    clearInterval(timer);
    unsubscribe();
    // What a program left behind ends with it.
    group.kill();
  }
}

function commandOf({ kind, program }: ProgramOrder): readonly [string, readonly string[]] {
  const isWindows = process.platform === 'win32';
  switch (kind) {
    case 'python':
      return [process.env['QFLOW_PYTHON'] ?? (isWindows ? 'python' : 'python3'), ['-u', program]];
    case 'node':
      return [process.execPath, [program]];
    case 'shell':
      return isWindows ? ['cmd.exe', ['/d', '/s', '/c', program]] : ['/bin/sh', ['-c', program]];
  }
}

/** The environment of this process without its secrets; the editor's program is Node for a child. */
function ownEnvironment(): Readonly<Record<string, string>> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('QFLOW_SECRET'),
  );
  return { ...Object.fromEntries(kept), ELECTRON_RUN_AS_NODE: '1' };
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}
