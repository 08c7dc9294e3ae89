import { hasErrors } from '../../base/index.ts';
import { circuitDiagnostics } from '../../circuit/index.ts';
import { type Device, type Verdict, dollarText, percentText, secondsText } from '../../hardware/index.ts';
import { type CircuitReport, checkTargets } from '../../language/ide/index.ts';
import type { PlacedDiagnostic } from '../../protocol/index.ts';
import { placeDiagnostics } from '../../workflow/index.ts';
import { oneOf, onlyFile, parseArguments, wholeNumber } from '../arguments.ts';
import { UsageError, exitStatus } from '../exit-status.ts';
import { loadSource, readSource } from '../source-file.ts';
import { targetDevice } from '../target-device.ts';
import { drawDiagnostic } from '../terminal/diagnostics.ts';
import { type Terminal, paint } from '../terminal/terminal.ts';

const formats = ['text', 'json'] as const;
const limits = { instructions: 200_000, steps: 1_000_000 };
const usualShots = 1024;

/** `qflow estimate FILE --target DEVICE... [--circuit NAME] [--shots N] [--format text|json]` */
export async function estimateFile(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments(args, {
    target: { type: 'string', multiple: true },
    circuit: { type: 'string' },
    shots: { type: 'string' },
    format: { type: 'string', default: 'text' },
  });
  const file = onlyFile(positionals);
  const format = oneOf('format', values.format, formats);
  const shots = wholeNumber('shots', values.shots) ?? usualShots;
  if (shots < 1) throw new UsageError('--shots needs at least 1 here.');
  if (values.target === undefined) throw new UsageError('--target is missing.');
  const devices = await Promise.all(values.target.map((name) => targetDevice(name)));
  const source = await readSource(file);
  const model = await loadSource(source);
  const faults = [...model.diagnostics, ...circuitDiagnostics(model, limits)];
  if (hasErrors(faults)) return refuse(placeDiagnostics(faults, source.path, source.text), terminal);
  const targets = devices.map((device) => ({ name: device.name, device }));
  const settings = { shots, isFinal: false, today: new Date().toISOString().slice(0, 10) };
  const report = checkTargets(model, targets, settings, limits);
  const circuits = report.circuits.filter(
    ({ name }) => values.circuit === undefined || name === values.circuit,
  );
  if (circuits.length === 0) throw new UsageError(nothingToEstimate(values.circuit));
  terminal.out(
    format === 'json' ? document(file, shots, circuits) : text(circuits, devices, shots, terminal),
  );
  return exitStatus.done;
}

function refuse(diagnostics: readonly PlacedDiagnostic[], terminal: Terminal): number {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  terminal.error(`${errors.map((error) => drawDiagnostic(error, terminal)).join('\n')}\n`);
  return exitStatus.failed;
}

function nothingToEstimate(circuit: string | undefined): string {
  return circuit === undefined
    ? 'The file has no circuit that can be built without arguments.'
    : `The file has no circuit \`${circuit}\` that can be built without arguments.`;
}

function document(file: string, shots: number, circuits: readonly CircuitReport[]): string {
  const found = circuits.map(({ name, qubits, verdicts }) => ({ circuit: name, qubits, targets: verdicts }));
  return `${JSON.stringify({ schema: 'qflow.estimate/1', file, shots, circuits: found }, null, 2)}\n`;
}

function text(
  circuits: readonly CircuitReport[],
  devices: readonly Device[],
  shots: number,
  terminal: Terminal,
): string {
  const blocks = circuits.map(({ name, qubits, verdicts }) =>
    [
      paint(terminal, 'bold', `${name}: ${qubits} qubits, ${shots} shots`),
      ...verdicts.flatMap((verdict, place) => lines(verdict, devices[place])),
    ].join('\n'),
  );
  return `${blocks.join('\n\n')}\n`;
}

function lines(verdict: Verdict, device: Device | undefined): readonly string[] {
  const head = `  ${verdict.device}: ${verdict.fits ? 'fits' : 'does not fit'}`;
  const reasons = verdict.reasons.map((reason) => `    ${reason}`);
  const { estimate } = verdict;
  if (estimate === undefined || device === undefined) return [head, ...reasons];
  const { counts, success, cost, secondsPerShot, usageSeconds } = estimate;
  const gates = Object.entries(estimate.twoQubitGates).map(([gate, count]) => `${count} ${gate}`);
  return [
    head,
    ...reasons,
    `    success   ${percentText(success.total)} (gates ${percentText(success.gates)}, readout ${percentText(success.readout)}, waiting ${percentText(success.idle)})`,
    `    gates     ${[...gates, `${counts.oneQubit} pulses on one qubit`].join(', ')}; depth ${counts.depth}, ${counts.swaps} swaps`,
    `    duration  ${secondsText(secondsPerShot)} a shot, ${secondsText(usageSeconds)} in all`,
    `    cost      ${cost.dollars === undefined ? cost.formula : `${dollarText(cost.dollars)} = ${cost.formula}`}`,
    `              by ${cost.source}, ${cost.date}`,
    `    queue     unknown: only the provider knows`,
    `    figures   ${device.source}, ${device.date}`,
  ];
}
