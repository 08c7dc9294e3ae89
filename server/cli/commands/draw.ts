import { hasErrors } from '../../base/index.ts';
import { drawSvg, drawText, lowerCircuit } from '../../circuit/index.ts';
import type { Model } from '../../language/index.ts';
import { diagnose } from '../../library/index.ts';
import { placeDiagnostics } from '../../workflow/index.ts';
import { oneOf, onlyFile, parseArguments } from '../arguments.ts';
import { exitStatus } from '../exit-status.ts';
import { loadSource, readSource } from '../source-file.ts';
import { drawDiagnostic } from '../terminal/diagnostics.ts';
import type { Terminal } from '../terminal/terminal.ts';

const formats = ['text', 'svg'] as const;

/** `qflow draw FILE [--circuit NAME] [--format text|svg]`: draws one circuit, or all of the file. */
export async function draw(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments(args, {
    circuit: { type: 'string' },
    format: { type: 'string', default: 'text' },
  });
  const format = oneOf('format', values.format, formats);
  const source = await readSource(onlyFile(positionals));
  const model = await loadSource(source);
  const names = chosenCircuits(model, values.circuit);
  if (hasErrors(model.diagnostics) || names.length === 0)
    return refuse(model, source.path, values.circuit, terminal);
  const drawings = names.map((name) => drawCircuit(model, name, format, source.path, terminal));
  return drawings.every((isFine) => isFine) ? exitStatus.done : exitStatus.failed;
}

function chosenCircuits(model: Model, wanted: string | undefined): readonly string[] {
  const names = model.circuits.map(({ name }) => name);
  return wanted === undefined ? names : names.filter((name) => name === wanted);
}

function drawCircuit(
  model: Model,
  name: string,
  format: (typeof formats)[number],
  path: string,
  terminal: Terminal,
): boolean {
  const { value, diagnostics } = lowerCircuit(model, name, {});
  for (const diagnostic of placeDiagnostics(diagnostics, path, model.text)) {
    terminal.error(`${drawDiagnostic(diagnostic, terminal)}\n`);
  }
  if (value === undefined) return false;
  const drawing =
    format === 'svg' ? drawSvg(value) : `${name}\n${drawText(value, { width: terminal.width })}`;
  terminal.out(`${drawing}\n`);
  return true;
}

function refuse(model: Model, path: string, wanted: string | undefined, terminal: Terminal): number {
  const errors = model.diagnostics.filter(({ severity }) => severity === 'error');
  for (const diagnostic of placeDiagnostics(errors, path, model.text)) {
    terminal.error(`${drawDiagnostic(diagnostic, terminal)}\n`);
  }
  if (errors.length === 0) explainMissing(model, path, wanted, terminal);
  return exitStatus.failed;
}

function explainMissing(model: Model, path: string, wanted: string | undefined, terminal: Terminal): void {
  const start = { start: 0, end: 0 };
  const known = model.circuits.map(({ name }) => name).join(', ');
  const missing =
    wanted === undefined
      ? diagnose('QF5102', start, [path])
      : diagnose('QF5104', start, ['circuit', wanted, known === '' ? 'none' : known]);
  for (const diagnostic of placeDiagnostics([missing], path, model.text))
    terminal.error(`${drawDiagnostic(diagnostic, terminal)}\n`);
}
