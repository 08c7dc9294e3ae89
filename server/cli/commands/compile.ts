import { type Diagnostic, hasErrors } from '../../base/index.ts';
import {
  type Circuit,
  type Compilation,
  CompileError,
  type CompileLevel,
  compile,
  exportCircuit,
  lowerCircuit,
} from '../../circuit/index.ts';
import { type Device, compileTarget, deviceDiagnostics, validateCompiled } from '../../hardware/index.ts';
import { type Model, withoutAllowed } from '../../language/index.ts';
import { diagnose } from '../../library/index.ts';
import { placeDiagnostics } from '../../workflow/index.ts';
import { oneOf, onlyFile, parseArguments, wholeNumber } from '../arguments.ts';
import { UsageError, exitStatus } from '../exit-status.ts';
import { loadSource, readSource, writeSource } from '../source-file.ts';
import { targetDevice } from '../target-device.ts';
import { compilationReport } from '../terminal/compilation.ts';
import { drawDiagnostic } from '../terminal/diagnostics.ts';
import type { Terminal } from '../terminal/terminal.ts';

const forms = ['qasm3', 'qasm2', 'json'] as const;
const levels = ['0', '1', '2', '3'] as const;
const usualShots = 1024;

/**
 * `qflow compile FILE --target DEVICE [--circuit NAME] [--level 0|1|2|3] [--seed N] [--shots N] [--emit qasm3|qasm2|json]
 * [--output FILE] [--report]`: the circuit by the device's own gates; the report goes to standard error.
 */
export async function compileFile(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments(args, {
    target: { type: 'string' },
    circuit: { type: 'string' },
    level: { type: 'string', default: '2' },
    seed: { type: 'string', default: '0' },
    shots: { type: 'string' },
    emit: { type: 'string', default: 'qasm3' },
    output: { type: 'string' },
    report: { type: 'boolean', default: false },
  });
  const file = onlyFile(positionals);
  if (values.target === undefined)
    throw new UsageError('--target is missing: a name of `qflow devices`, or one such as grid_6x9.');
  const form = oneOf('emit', values.emit, forms);
  const options = { level: levelOf(oneOf('level', values.level, levels)), seed: seedOf(values.seed) };
  const device = await targetDevice(values.target);
  const source = await readSource(file);
  const model = await loadSource(source);
  const shots = wholeNumber('shots', values.shots) ?? usualShots;
  const request = { device, options, form, shots };
  const { compilation, text, diagnostics } = compiled(model, values.circuit, request);
  for (const diagnostic of placeDiagnostics(diagnostics, source.path, model.text))
    terminal.error(`${drawDiagnostic(diagnostic, terminal)}\n`);
  if (values.report && compilation !== undefined)
    terminal.error(compilationReport(compilation, device, terminal));
  if (text === undefined) return exitStatus.failed;
  if (values.output === undefined) terminal.out(text);
  else await writeSource(values.output, text);
  return exitStatus.done;
}

interface Request {
  readonly device: Device;
  readonly options: { readonly level: CompileLevel; readonly seed: number };
  readonly form: (typeof forms)[number];
  /** Of one run, for limits and prices. */
  readonly shots: number;
}

interface Compiled {
  readonly compilation?: Compilation;
  /** What is to be printed; nothing where there is an error. */
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

function levelOf(text: (typeof levels)[number]): CompileLevel {
  return ([0, 1, 2, 3] as const)[levels.indexOf(text)] ?? 2;
}

function seedOf(text: string): number {
  const seed = wholeNumber('seed', text) ?? 0;
  if (seed < 0 || !Number.isSafeInteger(seed))
    throw new UsageError('--seed is a whole number from 0 to 9007199254740991.');
  return seed;
}

const atStart = { start: 0, end: 0 };

function compiled(model: Model, wanted: string | undefined, request: Request): Compiled {
  const errors = model.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return { diagnostics: errors };
  const names = model.circuits.map(({ name }) => name);
  const [entry, ...others] = model.circuits.filter(({ name }) => wanted === undefined || name === wanted);
  if (entry === undefined) return { diagnostics: [absence(wanted, names)] };
  if (others.length > 0) return { diagnostics: [diagnose('QF4021', atStart, [names.join(', ')])] };
  const { value, diagnostics } = lowerCircuit(model, entry.name, {});
  if (value === undefined || hasErrors(diagnostics)) return { diagnostics };
  try {
    const compilation = compile(value, compileTarget(request.device, value), request.options);
    const told = deviceDiagnosticsOf(model, entry, value, compilation, request);
    const all = [...diagnostics, ...told];
    return hasErrors(told) ? { compilation, diagnostics: all } : emitted(compilation, all, request);
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    const { name: device } = request.device;
    const counts = [String(error.needed), String(error.available)] as const;
    return { diagnostics: [...diagnostics, diagnose('QF4001', atStart, [device, ...counts])] };
  }
}

/** What the device says to the circuit beside what was compiled away: its limits, abilities, duration, success and cost. */
function deviceDiagnosticsOf(
  model: Model,
  { nameSpan: place }: Model['circuits'][number],
  circuit: Circuit,
  compilation: Compilation,
  { device, shots }: Request,
): readonly Diagnostic[] {
  const found = [
    ...deviceDiagnostics(device, { place, today: new Date().toISOString().slice(0, 10) }),
    ...validateCompiled(circuit, device, { shots, place }, compilation).diagnostics,
  ];
  return withoutAllowed(model.program, found).filter(({ code }) => code !== 'QF4009' && code !== 'QF4010');
}

function absence(wanted: string | undefined, names: readonly string[]): Diagnostic {
  const known = names.length === 0 ? 'none' : names.join(', ');
  return wanted === undefined
    ? diagnose('QF4022', atStart, [])
    : diagnose('QF5104', atStart, ['circuit', wanted, known]);
}

/** A circuit that its certificate refuses is not printed. */
function emitted(
  compilation: Compilation,
  before: readonly Diagnostic[],
  { device, form }: Request,
): Compiled {
  const { certificate, circuit } = compilation;
  if (!certificate.holds)
    return {
      compilation,
      diagnostics: [...before, diagnose('QF4023', atStart, [device.name, certificate.method])],
    };
  const notes =
    certificate.method === 'none' ? [diagnose('QF4024', atStart, [device.name, certificate.reason])] : [];
  if (form === 'json')
    return { compilation, text: document(compilation, device), diagnostics: [...before, ...notes] };
  const { value, diagnostics } = exportCircuit(circuit, form);
  return {
    compilation,
    diagnostics: [...before, ...notes, ...diagnostics],
    ...(value === undefined ? {} : { text: value }),
  };
}

function document(compilation: Compilation, device: Device): string {
  const all = { schema: 'qflow.compilation/1', target: device.name, ...compilation };
  // Whole numbers of any size, as the values of bits are, become strings.
  return `${JSON.stringify(all, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value), 2)}\n`;
}
