import type { Diagnostic, Span } from '../../../base/index.ts';
import { type Circuit, type LoweringOptions, lowerCircuit } from '../../../circuit/index.ts';
import {
  type Device,
  type Validation,
  type ValidationOptions,
  type Verdict,
  deviceDiagnostics,
  validate,
} from '../../../hardware/index.ts';
import { diagnose } from '../../../library/index.ts';
import { type CircuitEntry, type Model, withoutAllowed } from '../../index.ts';
import { type CircuitUse, circuitUses } from './circuit-use.ts';
import type { NamedTarget } from './target-choice.ts';

/** What the user wants to hear about targets. */
export interface TargetSettings {
  readonly shots: number;
  /** Whether circuits go to the targets as they stand. */
  readonly isFinal: boolean;
  readonly leastSuccess?: number;
  readonly mostDollars?: number;
  readonly mostDays?: number;
  /** Today, ISO 8601. */
  readonly today: string;
}

/** One circuit on all targets. */
export interface CircuitReport {
  readonly name: string;
  readonly span: Span;
  readonly qubits: number;
  /** Of one run of it. */
  readonly shots: number;
  readonly verdicts: readonly Verdict[];
}

export interface TargetReport {
  readonly circuits: readonly CircuitReport[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A circuit of a file and the devices that it is to be held against. */
export interface TargetJobs {
  readonly entry: CircuitEntry;
  readonly circuit: Circuit;
  readonly devices: readonly Device[];
  readonly options: ValidationOptions;
}

/** What was found of one of {@link TargetJobs}, device by device. */
export interface TargetFindings {
  readonly jobs: TargetJobs;
  readonly validations: readonly Validation[];
}

/** All circuits of a file without errors; those that cannot be built before a run, or outgrow the limits, are left out. */
export function targetJobs(
  model: Model,
  targets: readonly NamedTarget[],
  settings: TargetSettings,
  limits: LoweringOptions['limits'],
): readonly TargetJobs[] {
  const devices = targets.flatMap(({ device }) => device ?? []);
  const uses = circuitUses(model);
  return model.circuits.flatMap((entry): TargetJobs[] => {
    const circuit = lowerCircuit(model, entry.name, limits === undefined ? {} : { limits }).value;
    if (circuit === undefined) return [];
    return [{ entry, circuit, devices, options: optionsFor(entry, settings, uses.get(entry.name)) }];
  });
}

/** What all circuits of a file are like on its targets; what an `@allow` around them silences is left out. */
export function targetReport(
  model: Model,
  targets: readonly NamedTarget[],
  settings: TargetSettings,
  findings: readonly TargetFindings[],
): TargetReport {
  const head = model.circuits[0]?.nameSpan;
  const all = [
    ...targets.flatMap((target) => ofTarget(target, head, settings)),
    ...findings.flatMap(({ validations }) => validations.flatMap(({ diagnostics }) => diagnostics)),
  ];
  return {
    circuits: findings.map(({ jobs: { entry, circuit, options }, validations }) => ({
      name: entry.name,
      span: entry.nameSpan,
      qubits: circuit.qubitCount,
      shots: options.shots,
      verdicts: validations.map(({ verdict }) => verdict),
    })),
    diagnostics: withoutAllowed(model.program, all),
  };
}

/** The same at once, for whoever waits for it. */
export function checkTargets(
  model: Model,
  targets: readonly NamedTarget[],
  settings: TargetSettings,
  limits: LoweringOptions['limits'],
): TargetReport {
  const findings = targetJobs(model, targets, settings, limits).map((jobs) => ({
    jobs,
    validations: jobs.devices.map((device) => validate(jobs.circuit, device, jobs.options)),
  }));
  return targetReport(model, targets, settings, findings);
}

/** What concerns a target by itself is told where it is named, or at the first circuit. */
function ofTarget(
  { name, span, device }: NamedTarget,
  head: Span | undefined,
  settings: TargetSettings,
): readonly Diagnostic[] {
  const place = span ?? head;
  if (place === undefined) return [];
  if (device === undefined) return [diagnose('QF4019', place, [name])];
  return deviceDiagnostics(device, { ...settings, place });
}

function optionsFor(
  { node, nameSpan }: CircuitEntry,
  settings: TargetSettings,
  use: CircuitUse | undefined,
): ValidationOptions {
  const { today: _today, mostDays: _days, ...rest } = settings;
  return { ...rest, ...use, place: nameSpan, body: node.span };
}
