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
import type { CircuitEntry, Model } from '../../index.ts';
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
  readonly verdicts: readonly Verdict[];
}

export interface TargetReport {
  readonly circuits: readonly CircuitReport[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Validations that were made before, by the content of what was validated. */
export class KnownValidations {
  readonly #known = new Map<string, Validation>();
  readonly #most = 200;

  /** The validation of a circuit, which holds as long as its instructions stand where they stood. */
  validation(circuit: Circuit, device: Device, options: ValidationOptions): Validation {
    const key = JSON.stringify([device.name, device.date, options, circuit.body, circuit.registers]);
    const found = this.#known.get(key) ?? validate(circuit, device, options);
    this.#known.delete(key);
    this.#known.set(key, found);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= this.#most) break;
      this.#known.delete(oldest);
    }
    return found;
  }
}

/**
 * Holds all circuits of a file without errors against the targets. Circuits that cannot be built before a run, or that
 * outgrow the limits, are left out.
 */
export function targetReport(
  model: Model,
  targets: readonly NamedTarget[],
  settings: TargetSettings,
  limits: LoweringOptions['limits'],
  known: KnownValidations,
): TargetReport {
  const devices = targets.flatMap(({ device }) => device ?? []);
  const diagnostics: Diagnostic[] = [];
  const circuits = model.circuits.flatMap((entry): CircuitReport[] => {
    const circuit = lowerCircuit(model, entry.name, limits === undefined ? {} : { limits }).value;
    if (circuit === undefined) return [];
    const options = optionsFor(entry, settings);
    const validations = devices.map((device) => known.validation(circuit, device, options));
    for (const validation of validations) diagnostics.push(...validation.diagnostics);
    const verdicts = validations.map(({ verdict }) => verdict);
    return [{ name: entry.name, span: entry.nameSpan, qubits: circuit.qubitCount, verdicts }];
  });
  const head = model.circuits[0]?.nameSpan;
  return {
    circuits,
    diagnostics: [...targets.flatMap((target) => ofTarget(target, head, settings)), ...diagnostics],
  };
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

function optionsFor({ node, nameSpan }: CircuitEntry, settings: TargetSettings): ValidationOptions {
  const { today: _today, mostDays: _days, ...rest } = settings;
  return { ...rest, place: nameSpan, body: node.span };
}
