import { type Diagnostic, hasErrors } from '../../../base/index.ts';
import {
  type Circuit,
  CompileError,
  type LoweringOptions,
  compile,
  exportCircuit,
  lowerCircuit,
} from '../../../circuit/index.ts';
import { type Device, compileTarget, deviceNamed } from '../../../hardware/index.ts';
import type { CircuitViewRequest } from '../../../protocol/index.ts';
import type { Model } from '../../index.ts';

/** How large circuits may be that are written out while somebody waits. */
const flattened: LoweringOptions = { limits: { instructions: 50_000, steps: 200_000 } };
const compiled: LoweringOptions = { limits: { instructions: 2_000, steps: 20_000 } };

/**
 * A circuit as an OpenQASM 3 program to be read: with its loops, functions and gates written out, or by the gates of a
 * device. Where there is none the text says why.
 */
export function circuitView(model: Model, { view, circuit, target }: CircuitViewRequest): string {
  const fault = model.diagnostics.find(({ severity }) => severity === 'error');
  if (fault !== undefined) return refusal(`the file has an error: ${fault.message}`);
  const limits = view === 'compiled' ? compiled : flattened;
  const { value, diagnostics } = lowerCircuit(model, circuit, limits);
  if (value === undefined || hasErrors(diagnostics)) return refusal(firstMessage(diagnostics));
  if (view === 'flattened') return written(value, `${circuit}, written out`);
  const device = target === undefined ? undefined : deviceNamed(target);
  return device === undefined
    ? refusal(`${target ?? 'the device'} is not known`)
    : compiledText(value, circuit, device);
}

function compiledText(circuit: Circuit, name: string, device: Device): string {
  try {
    const { circuit: native, certificate } = compile(circuit, compileTarget(device), { level: 2, seed: 0 });
    if (!certificate.holds) return refusal(`what was compiled for ${device.name} differs from its source`);
    return written(native, `${name}, by the gates of ${device.name}`);
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return refusal(`it needs ${error.needed} qubits, and ${device.name} has ${error.available}`);
  }
}

function written(circuit: Circuit, title: string): string {
  const { value, diagnostics } = exportCircuit(circuit, 'qasm3');
  return value === undefined ? refusal(firstMessage(diagnostics)) : `// ${title}\n${value}`;
}

function firstMessage(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.find(({ severity }) => severity === 'error')?.message ?? 'it is not known here';
}

function refusal(reason: string): string {
  return `// This circuit is not shown: ${reason.replace(/\.$/, '')}.\n`;
}
