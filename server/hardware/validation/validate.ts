import { type CancellationToken, type Diagnostic, type Span, hasErrors } from '../../base/index.ts';
import { type Circuit, type Compilation, CompileError } from '../../circuit/index.ts';
import { diagnose } from '../../library/index.ts';
import type { Device } from '../device.ts';
import type { Estimate } from '../estimate/estimate.ts';
import { type Forecast, forecast, forecastOf } from '../estimate/forecast.ts';
import { nativeSteps } from '../native/native-program.ts';
import { abilityDiagnostics } from './abilities.ts';
import { compiledGateDiagnostics, finalGateDiagnostics } from './gates.ts';
import { dollarText, percentText, secondsText } from './numbers.ts';
import type { DeviceOptions, ValidationOptions } from './options.ts';

/** How a circuit and a device go together. */
export interface Verdict {
  readonly device: string;
  readonly fits: boolean;
  /** Errors and warnings in words, those that keep it from running first. */
  readonly reasons: readonly string[];
  /** Left out where the circuit does not fit on the device at all, or was not compiled. */
  readonly estimate?: Estimate;
}

export interface Validation {
  readonly diagnostics: readonly Diagnostic[];
  readonly verdict: Verdict;
}

/** What is told of swaps in one circuit at most; the dearest statements come first. */
const mostSwapPlaces = 100;

/** Holds a circuit against a device: what is refused there, what is compiled, and what it would take. @throws {Cancelled} */
export function validate(
  circuit: Circuit,
  device: Device,
  options: ValidationOptions,
  cancellation?: CancellationToken,
): Validation {
  if (circuit.qubitCount > device.qubits) return judged(circuit, device, options, undefined);
  const { level, isQuick } = options;
  const choices = {
    ...jobOf(options),
    ...(level === undefined ? {} : { level }),
    ...(isQuick === undefined ? {} : { isQuick }),
    ...(cancellation === undefined ? {} : { cancellation }),
  };
  try {
    return judged(circuit, device, options, forecast(circuit, device, choices));
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    // The device has enough qubits, but its largest connected part has not.
    const told = [device.name, String(error.needed), String(error.available)] as const;
    return judged(circuit, device, options, undefined, [diagnose('QF4001', options.place, [...told])]);
  }
}

/** The same for a circuit that was compiled for the device already. */
export function validateCompiled(
  circuit: Circuit,
  device: Device,
  options: ValidationOptions,
  compilation: Compilation,
): Validation {
  return judged(
    circuit,
    device,
    options,
    forecastOf(nativeSteps(compilation, device), device, jobOf(options)),
  );
}

/** The same without what compiling would tell, and why. */
export function validateUncompiled(
  circuit: Circuit,
  device: Device,
  options: ValidationOptions,
  reason: string,
): Validation {
  const missing = diagnose('QF4020', options.place, [device.name, reason]);
  return judged(circuit, device, options, undefined, [missing]);
}

function jobOf({ shots, circuits }: ValidationOptions) {
  return { shots, ...(circuits === undefined ? {} : { circuits }) };
}

function judged(
  circuit: Circuit,
  device: Device,
  options: ValidationOptions,
  foreseen: Forecast | undefined,
  known: readonly Diagnostic[] = [],
): Validation {
  const found: Diagnostic[] = [
    ...known,
    ...limitDiagnostics(circuit, device, options),
    ...abilityDiagnostics(circuit, device),
  ];
  if (options.isFinal === true && !device.compiles)
    found.push(...finalGateDiagnostics(circuit, device, options));
  else found.push(...compiledGateDiagnostics(circuit, device, options), ...swapDiagnostics(foreseen, device));
  if (foreseen !== undefined) found.push(...estimateDiagnostics(foreseen, device, options));
  return { diagnostics: found.toSorted(byPlace), verdict: verdictOf(found, device, foreseen?.estimate) };
}

/** What is to be told of a device itself, once for a file. */
export function deviceDiagnostics(
  device: Device,
  { place, today, mostDays }: DeviceOptions,
): readonly Diagnostic[] {
  const { name, title, date } = device;
  if (device.retired) return [diagnose('QF4017', place, [name, title])];
  const days = Math.floor((Date.parse(today) - Date.parse(date)) / 86_400_000);
  return mostDays !== undefined && days > mostDays
    ? [diagnose('QF4018', place, [name, date, String(days)])]
    : [];
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return a.span.start - b.span.start;
}

function verdictOf(
  diagnostics: readonly Diagnostic[],
  device: Device,
  estimate: Estimate | undefined,
): Verdict {
  const reasons = (['error', 'warning'] as const).flatMap((severity) =>
    diagnostics.filter((found) => found.severity === severity).map(({ message }) => message),
  );
  return {
    device: device.name,
    fits: !hasErrors(diagnostics),
    reasons: [...new Set(reasons)],
    ...(estimate === undefined ? {} : { estimate }),
  };
}

function limitDiagnostics(
  circuit: Circuit,
  { name, qubits, limits }: Device,
  { place, shots, circuits }: ValidationOptions,
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const [fewest, most] = limits.shots;
  if (circuit.qubitCount > qubits)
    found.push(
      diagnose('QF4001', place, [name, String(circuit.qubitCount), String(qubits)], {
        related: circuit.registers.map(({ span, size }) => ({
          span,
          message: `${size} of them are declared here.`,
        })),
      }),
    );
  if (shots < fewest || shots > most)
    found.push(diagnose('QF4002', place, [name, String(shots), String(fewest), String(most)]));
  if (circuits !== undefined && limits.circuits !== undefined && circuits > limits.circuits)
    found.push(diagnose('QF4004', place, [name, String(circuits), String(limits.circuits)]));
  return found;
}

function swapDiagnostics(foreseen: Forecast | undefined, { name }: Device): readonly Diagnostic[] {
  return [...(foreseen?.swaps ?? [])]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, mostSwapPlaces)
    .map(([span, count]) => diagnose('QF4010', span, [name, count === 1 ? '1 swap' : `${count} swaps`]));
}

function estimateDiagnostics(
  { estimate, operations }: Forecast,
  { name, limits, t2Microseconds }: Device,
  { place, leastSuccess, mostDollars }: ValidationOptions,
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const { secondsPerShot, success, cost } = estimate;
  if (limits.operations !== undefined && operations > limits.operations)
    found.push(diagnose('QF4003', place, [name, String(operations), String(limits.operations)]));
  const microseconds = secondsPerShot * 1e6;
  const longest = limits.durationMicroseconds;
  if (longest !== undefined && microseconds > longest)
    found.push(diagnose('QF4014', place, [name, secondsText(secondsPerShot), secondsText(longest * 1e-6)]));
  else if (microseconds > t2Microseconds / 2)
    found.push(tooLong(name, place, secondsPerShot, t2Microseconds));
  if (leastSuccess !== undefined && success.total < leastSuccess)
    found.push(diagnose('QF4015', place, [name, percentText(success.total), percentText(leastSuccess)]));
  if (mostDollars !== undefined && (cost.dollars ?? 0) > mostDollars)
    found.push(diagnose('QF4016', place, [name, dollarText(cost.dollars ?? 0), dollarText(mostDollars)]));
  return found;
}

function tooLong(name: string, place: Span, seconds: number, t2Microseconds: number): Diagnostic {
  return diagnose('QF4013', place, [name, secondsText(seconds), secondsText(t2Microseconds * 1e-6)]);
}
