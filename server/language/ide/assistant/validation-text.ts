import type { LoweringOptions } from '../../../circuit/index.ts';
import { deviceNamed } from '../../../hardware/index.ts';
import type { TargetRow, ToolInput } from '../../../protocol/index.ts';
import type { Model } from '../../index.ts';
import { namedTargets } from '../targets/target-choice.ts';
import { KnownValidations, targetReport } from '../targets/target-report.ts';
import { deviceChoices, targetTable } from '../targets/target-table.ts';

/** What a run of a circuit takes where nothing else is said. */
const usualShots = 1024;

/** How the circuits of a file do on devices: those that are asked for, else those that the file names. */
export function validationText(
  model: Model,
  { circuit, devices, shots = usualShots }: Pick<ToolInput, 'circuit' | 'devices' | 'shots'>,
  today: string,
  limits: LoweringOptions['limits'],
): string {
  const unknown = (devices ?? []).filter((name) => deviceNamed(name) === undefined);
  if (unknown.length > 0) return `${unknown.join(', ')} is not known. There are ${deviceList()}.`;
  const targets = devices?.map((name) => ({ name, device: deviceNamed(name) })) ?? namedTargets(model, []);
  const known = targets.flatMap(({ name, device }) => (device === undefined ? [] : [{ name, device }]));
  if (known.length === 0) return `The file names no devices; choose some of ${deviceList()}.`;
  const settings = { shots: Math.max(1, shots), isFinal: false, today };
  const { circuits } = targetReport(model, known, settings, limits, new KnownValidations());
  const wanted = circuits.filter(({ name }) => circuit === undefined || name === circuit);
  if (wanted.length === 0) return 'There is no such circuit, or it cannot be built before a run.';
  return wanted
    .map((report) => {
      const { qubits, rows } = targetTable(model.uri, report, settings.shots);
      return [`## ${report.name}, ${qubits} qubits, ${settings.shots} shots`, ...rows.map(rowText)].join(
        '\n',
      );
    })
    .join('\n\n');
}

function deviceList(): string {
  return deviceChoices()
    .filter(({ isRetired }) => !isRetired)
    .map(({ name }) => name)
    .join(', ');
}

function rowText(row: TargetRow): string {
  const { device, fits, reasons, success, twoQubitGates, depth, swaps, usageSeconds, dollars, source } = row;
  const figures = [
    ...(success === undefined ? [] : [`success probability ${success.toPrecision(3)}`]),
    ...(twoQubitGates === undefined ? [] : [twoQubitGates]),
    ...(depth === undefined ? [] : [`depth ${depth}`]),
    ...(swaps === undefined ? [] : [`${swaps} swaps`]),
    ...(usageSeconds === undefined ? [] : [`${usageSeconds.toPrecision(3)} s`]),
    ...(dollars === undefined ? [] : [`$${dollars.toFixed(2)}`]),
  ];
  const why = reasons.length === 0 ? '' : `; ${reasons.join('; ')}`;
  return `- ${device} ${fits ? 'fits' : 'does not fit'}: ${figures.join(', ')}${why} (figures: ${source})`;
}
