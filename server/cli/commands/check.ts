import { circuitDiagnostics } from '../../circuit/index.ts';
import type { PlacedDiagnostic } from '../../protocol/index.ts';
import { placeDiagnostics } from '../../workflow/index.ts';
import { oneOf, parseArguments } from '../arguments.ts';
import { UsageError, exitStatus } from '../exit-status.ts';
import { sarif } from '../sarif.ts';
import { FileTrouble, type SourceFile, loadSource, readSource } from '../source-file.ts';
import { drawDiagnostic } from '../terminal/diagnostics.ts';
import { type Terminal, paint } from '../terminal/terminal.ts';

const formats = ['text', 'json', 'sarif'] as const;

/** How large circuits may grow that are unrolled to see what they do; a larger one is checked when it runs. */
const limits = { instructions: 200_000, steps: 1_000_000 };

/** The devices that `--target` knows. */
const targets = ['simulator'] as const;

/** `qflow check FILE... [--target DEVICE]... [--format text|json|sarif]` */
export async function check(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments(args, {
    target: { type: 'string', multiple: true },
    format: { type: 'string', default: 'text' },
  });
  if (positionals.length === 0) throw new UsageError('A FILE is missing.');
  const format = oneOf('format', values.format, formats);
  for (const target of values.target ?? []) oneOf('target', target, targets);
  const checked = await Promise.all(positionals.map(checkFile));
  const diagnostics = checked.flat();
  terminal.out(printed(diagnostics, positionals, format, terminal));
  return diagnostics.some(({ severity }) => severity === 'error') ? exitStatus.failed : exitStatus.done;
}

/** The diagnostics of one file; a file that cannot be read has one. */
async function checkFile(path: string): Promise<readonly PlacedDiagnostic[]> {
  try {
    return await checkSource(await readSource(path));
  } catch (error) {
    if (error instanceof FileTrouble) return [error.diagnostic];
    throw error;
  }
}

async function checkSource(source: SourceFile): Promise<readonly PlacedDiagnostic[]> {
  const model = await loadSource(source);
  const diagnostics = [...model.diagnostics, ...circuitDiagnostics(model, limits)];
  return placeDiagnostics(diagnostics, source.path, source.text);
}

function printed(
  diagnostics: readonly PlacedDiagnostic[],
  files: readonly string[],
  format: (typeof formats)[number],
  terminal: Terminal,
): string {
  if (format === 'sarif') return `${JSON.stringify(sarif(diagnostics), null, 2)}\n`;
  if (format === 'json')
    return `${JSON.stringify({ schema: 'qflow.check/1', files, diagnostics }, null, 2)}\n`;
  const shown = diagnostics.filter(({ severity }) => severity !== 'hint');
  return [
    ...shown.map((diagnostic) => drawDiagnostic(diagnostic, terminal)),
    summary(diagnostics, files, terminal),
    '',
  ].join('\n');
}

function summary(
  diagnostics: readonly PlacedDiagnostic[],
  files: readonly string[],
  terminal: Terminal,
): string {
  const count = (severity: PlacedDiagnostic['severity']) =>
    diagnostics.filter((found) => found.severity === severity).length;
  const text = `${plural(files.length, 'file')}, ${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}`;
  return paint(terminal, count('error') > 0 ? 'red' : 'green', text);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
