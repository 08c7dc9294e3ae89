import { version } from '../base/index.ts';
import { diagnose } from '../library/index.ts';
import { check } from './commands/check.ts';
import { compileFile } from './commands/compile.ts';
import { cancel, pause } from './commands/control.ts';
import { create } from './commands/create.ts';
import { listDevices } from './commands/devices.ts';
import { draw } from './commands/draw.ts';
import { estimateFile } from './commands/estimate.ts';
import { exportFile } from './commands/export.ts';
import { fmt } from './commands/fmt.ts';
import { lsp } from './commands/lsp.ts';
import { mcp } from './commands/mcp.ts';
import { analyze, monitor, status } from './commands/monitor.ts';
import { plan } from './commands/plan.ts';
import { rerun, resume } from './commands/resume.ts';
import { run } from './commands/run.ts';
import { runs } from './commands/runs.ts';
import { schedule } from './commands/schedule.ts';
import { test } from './commands/test.ts';
import { NothingThere, UsageError, exitStatus } from './exit-status.ts';
import { FileTrouble } from './source-file.ts';
import { drawDiagnostic } from './terminal/diagnostics.ts';
import type { Terminal } from './terminal/terminal.ts';
import { usage } from './usage.ts';

type Command = (args: readonly string[], terminal: Terminal) => Promise<number>;

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['check', check],
  ['create', create],
  ['run', run],
  ['run-workflow', run],
  ['plan', plan],
  ['pause', pause],
  ['resume', resume],
  ['cancel', cancel],
  ['rerun', rerun],
  ['status', status],
  ['monitor', monitor],
  ['analyze', analyze],
  ['runs', runs],
  ['schedule', schedule],
  ['test', test],
  ['fmt', fmt],
  ['draw', draw],
  ['export', exportFile],
  ['estimate', estimateFile],
  ['compile', compileFile],
  ['devices', listDevices],
  ['lsp', lsp],
  ['mcp', mcp],
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
    return await (rest.includes('--help') ? printUsage(rest, terminal) : command(rest, terminal));
  } catch (error) {
    return explain(error, terminal);
  }
}

function explain(error: unknown, terminal: Terminal): number {
  if (error instanceof UsageError) {
    terminal.error(error instanceof NothingThere ? `${error.message}\n` : `${error.message}\n\n${usage}`);
    return exitStatus.usage;
  }
  terminal.error(
    `${error instanceof FileTrouble ? drawDiagnostic(error.diagnostic, terminal) : ownFault(error)}\n`,
  );
  return exitStatus.failed;
}

/** A fault of ours in one sentence; nobody wants to read where in a bundle it happened. */
function ownFault(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  const { code, severity, message, help } = diagnose('QF5112', { start: 0, end: 0 }, [reason]);
  return `${severity} ${code}: ${message}\n  ${help}`;
}

async function printVersion(_args: readonly string[], terminal: Terminal): Promise<number> {
  terminal.out(`qflow ${version}\n`);
  return exitStatus.done;
}

async function printUsage(_args: readonly string[], terminal: Terminal): Promise<number> {
  terminal.out(usage);
  return exitStatus.done;
}
