import { type Diagnostic, hasErrors } from '../../base/index.ts';
import { circuitDiagnostics } from '../../circuit/index.ts';
import type { Device, DeviceCatalogue } from '../../hardware/index.ts';
import { type TargetSettings, checkTargets, namedTargets } from '../../language/ide/index.ts';
import type { Model } from '../../language/index.ts';
import type { PlacedDiagnostic } from '../../protocol/index.ts';
import { placeDiagnostics } from '../../workflow/index.ts';
import { oneOf, parseArguments, wholeNumber } from '../arguments.ts';
import { exitStatus } from '../exit-status.ts';
import { programsBelow } from '../programs-below.ts';
import { sarif } from '../sarif.ts';
import { FileTrouble, type SourceFile, loadSource, readSource } from '../source-file.ts';
import { deviceCatalogue, targetDevice } from '../target-device.ts';
import { drawDiagnostic } from '../terminal/diagnostics.ts';
import { type Terminal, paint } from '../terminal/terminal.ts';

const formats = ['text', 'json', 'sarif'] as const;

/** How large circuits may grow that are unrolled to see what they do; a larger one is checked when it runs. */
const limits = { instructions: 200_000, steps: 1_000_000 };

/** What a run of a circuit takes where nothing else is said. */
const usualShots = 1024;

/** `qflow check [FILE...] [--target DEVICE]... [--shots N] [--as-is] [--format text|json|sarif]` */
export async function check(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments(args, {
    target: { type: 'string', multiple: true },
    shots: { type: 'string' },
    'as-is': { type: 'boolean', default: false },
    format: { type: 'string', default: 'text' },
  });
  const files = positionals.length > 0 ? positionals : await programsBelow(['.qflow', '.qasm']);
  const format = oneOf('format', values.format, formats);
  const named = (values.target ?? []).filter((target) => target !== 'simulator');
  const catalogue = await deviceCatalogue();
  const devices = await Promise.all(named.map((name) => targetDevice(name, catalogue)));
  const settings: TargetSettings = {
    shots: wholeNumber('shots', values.shots) ?? usualShots,
    isFinal: values['as-is'],
    today: new Date().toISOString().slice(0, 10),
  };
  const checked = await Promise.all(files.map((path) => checkFile(path, { devices, catalogue, settings })));
  const diagnostics = checked.flat();
  terminal.out(printed(diagnostics, files, format, terminal));
  return diagnostics.some(({ severity }) => severity === 'error') ? exitStatus.failed : exitStatus.done;
}

/** What files are held against beside the rules of the language. */
interface Against {
  /** Of the command line. */
  readonly devices: readonly Device[];
  readonly catalogue: DeviceCatalogue;
  readonly settings: TargetSettings;
}

/** The diagnostics of one file; a file that cannot be read has one. */
async function checkFile(path: string, against: Against): Promise<readonly PlacedDiagnostic[]> {
  try {
    return await checkSource(await readSource(path), against);
  } catch (error) {
    if (error instanceof FileTrouble) return [error.diagnostic];
    throw error;
  }
}

async function checkSource(source: SourceFile, against: Against): Promise<readonly PlacedDiagnostic[]> {
  const model = await loadSource(source);
  const own = [...model.diagnostics, ...circuitDiagnostics(model, limits)];
  const diagnostics = hasErrors(own) ? own : [...own, ...targetDiagnostics(model, against)];
  return placeDiagnostics(diagnostics, source.path, source.text);
}

/** The devices of the command line, and those that the file itself names. */
function targetDiagnostics(model: Model, { devices, catalogue, settings }: Against): readonly Diagnostic[] {
  const asked = devices.map((device) => ({ name: device.name, device }));
  const written = namedTargets(model, [], (name) => catalogue.find(name)).filter(
    ({ name }) => !asked.some((other) => other.name === name),
  );
  return checkTargets(model, [...written, ...asked], settings, limits).diagnostics;
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
