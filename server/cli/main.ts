import { version } from '../base/index.ts';
import { check } from './commands/check.ts';
import { draw } from './commands/draw.ts';
import { fmt } from './commands/fmt.ts';
import { lsp } from './commands/lsp.ts';
import { run } from './commands/run.ts';
import { UsageError, exitStatus } from './exit-status.ts';
import { UnreadableFile } from './source-file.ts';
import type { Terminal } from './terminal/terminal.ts';
import { usage } from './usage.ts';

type Command = (args: readonly string[], terminal: Terminal) => Promise<number>;

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['check', check],
  ['run', run],
  ['fmt', fmt],
  ['draw', draw],
  ['lsp', lsp],
  ['version', printVersion],
  ['--version', printVersion],
  ['help', printUsage],
  ['--help', printUsage],
]);

/** Runs one command line (without the program's name) and returns its exit status. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  try {
    const command = commands.get(name ?? '');
    if (command === undefined)
      throw new UsageError(name === undefined ? 'A command is missing.' : `There is no command \`${name}\`.`);
    return await command(rest, terminal);
  } catch (error) {
    return explain(error, terminal);
  }
}

function explain(error: unknown, terminal: Terminal): number {
  if (error instanceof UsageError) {
    terminal.error(`${error.message}\n\n${usage}`);
    return exitStatus.usage;
  }
  if (error instanceof UnreadableFile) {
    terminal.error(`${error.message}\n`);
    return exitStatus.failed;
  }
  throw error;
}

async function printVersion(_args: readonly string[], terminal: Terminal): Promise<number> {
  terminal.out(`qflow ${version}\n`);
  return exitStatus.done;
}

async function printUsage(_args: readonly string[], terminal: Terminal): Promise<number> {
  terminal.out(usage);
  return exitStatus.done;
}
