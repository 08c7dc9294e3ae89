import { format } from '../../language/index.ts';
import { placeDiagnostics } from '../../workflow/index.ts';
import { parseArguments } from '../arguments.ts';
import { UsageError, exitStatus } from '../exit-status.ts';
import { FileTrouble, readSource, writeSource } from '../source-file.ts';
import { drawDiagnostic } from '../terminal/diagnostics.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** `qflow fmt FILE... [--check]`: writes files in the one layout, or only says which ones would change. */
export async function fmt(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments(args, { check: { type: 'boolean', default: false } });
  if (positionals.length === 0) throw new UsageError('A FILE is missing.');
  const outcomes = [];
  for (const path of positionals) outcomes.push(await formatOrExplain(path, values.check, terminal));
  return outcomes.every((isFine) => isFine) ? exitStatus.done : exitStatus.failed;
}

/** One file's trouble does not keep the others from being formatted. */
async function formatOrExplain(path: string, checkOnly: boolean, terminal: Terminal): Promise<boolean> {
  try {
    return await formatFile(path, checkOnly, terminal);
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    terminal.error(`${drawDiagnostic(error.diagnostic, terminal)}\n`);
    return false;
  }
}

async function formatFile(path: string, checkOnly: boolean, terminal: Terminal): Promise<boolean> {
  const { text } = await readSource(path);
  const formatted = format(text);
  if (formatted.diagnostics.length > 0) {
    const placed = placeDiagnostics(formatted.diagnostics, path, text);
    for (const diagnostic of placed) terminal.error(`${drawDiagnostic(diagnostic, terminal)}\n`);
    return false;
  }
  if (formatted.text === text) return true;
  terminal.out(`${path}\n`);
  if (!checkOnly) await writeSource(path, formatted.text);
  return !checkOnly;
}
