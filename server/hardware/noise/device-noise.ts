import { type NoiseModel, type NoiseRule, channels } from '../../circuit/index.ts';
import { gates } from '../../library/index.ts';
import type { Device } from '../device.ts';
import { idleFidelity } from '../estimate/success.ts';

/**
 * The noise of a device, for circuits of its own gates: after each pulse and each two-qubit gate depolarization, then
 * relaxation for as long as the gate takes, together with the average infidelity that the device is described with; while
 * a qubit waits (`delay`) relaxation; and misread bits. Turns about z that are changes of frame are free. This is how
 * Qiskit Aer builds a noise model from the properties of a backend, with waiting added.
 */
export function deviceNoise(device: Device): NoiseModel {
  const { twoQubit } = device;
  const pairs = twoQubit.flatMap((gate) => gateRules(device, 'two_qubit', [gate.gate], gate));
  return modelOf(device, pulseNames(device), pairs);
}

/**
 * The noise of a device for circuits as they are written, before they are compiled: every gate of the library on one
 * qubit counts as one pulse, but for turns about z where these are free, and every gate on two qubits as the device's
 * first two-qubit gate. Gates on more qubits have to be compiled, and have no noise here.
 */
export function uncompiledDeviceNoise(device: Device): NoiseModel {
  const [first] = device.twoQubit;
  const pairs = first === undefined ? [] : gateRules(device, 'two_qubit', ['two_qubit'], first);
  return modelOf(device, device.oneQubit.virtualZ ? turnedGates : ['one_qubit'], pairs);
}

/** Turns about z, and nothing at all, which a change of frame is enough for. */
const frameChanges: ReadonlySet<string> = new Set(['id', 'z', 's', 'sdg', 't', 'tdg', 'p', 'rz']);

const turnedGates: readonly string[] = gates
  .filter(
    ({ kind, name, operands }) => kind !== 'composed' && operands.length === 1 && !frameChanges.has(name),
  )
  .map(({ name }) => name);

function modelOf(device: Device, pulses: readonly string[], pairs: readonly NoiseRule[]): NoiseModel {
  const { name, oneQubit, readout } = device;
  const pulse = gateRules(device, 'one_qubit', pulses, oneQubit);
  const { p01 = readout.error, p10 = readout.error } = readout;
  return { name, rules: [...pulse, ...pairs, ...idleRule(device)], readout: [{ p01, p10 }] };
}

/** Names of the gates that take time; of a device whose turns about z do too these are all. */
function pulseNames({ oneQubit }: Device): readonly string[] {
  const pulses = ['sx', 'x', 'y', 'rx', 'prx', 'u3'];
  return oneQubit.virtualZ ? pulses : [...pulses, 'rz', 'z'];
}

function gateRules(
  device: Device,
  event: 'one_qubit' | 'two_qubit',
  on: readonly string[],
  { error, nanoseconds }: { readonly error: number; readonly nanoseconds: number },
): readonly NoiseRule[] {
  const qubits = event === 'one_qubit' ? 1 : 2;
  const share = depolarizingShare(error, relaxationFidelity(device, nanoseconds * 1e-9, qubits), qubits);
  const depolarizing = channels.depolarizing(share, qubits);
  const rules: NoiseRule[] =
    share > 0 ? [{ label: depolarizing.label, on, after: { [event]: depolarizing } }] : [];
  const times = relaxation(device);
  if (times === undefined || nanoseconds === 0) return rules;
  const relaxing = channels.thermalRelaxation(times, nanoseconds * 1e-9);
  return [...rules, { label: relaxing.label, on, after: { [event]: relaxing } }];
}

function idleRule(device: Device): readonly NoiseRule[] {
  const times = relaxation(device);
  return times === undefined ? [] : [{ label: 'waiting', on: ['delay'], after: {}, idle: times }];
}

/** Seconds; nothing where the qubits of a device live for ever. */
function relaxation({ t1Microseconds, t2Microseconds }: Device) {
  if (!Number.isFinite(t1Microseconds) || !Number.isFinite(t2Microseconds)) return undefined;
  return { t1: t1Microseconds * 1e-6, t2: t2Microseconds * 1e-6, excited: 0 };
}

/** Average fidelity of relaxation on one or two qubits at once, by way of the entanglement fidelity, which is a product. */
function relaxationFidelity(device: Device, seconds: number, qubits: 1 | 2): number {
  const one = idleFidelity(seconds, device);
  const entanglement = ((3 * one - 1) / 2) ** qubits;
  const size = 2 ** qubits;
  return (size * entanglement + 1) / (size + 1);
}

/**
 * The probability of full depolarization that brings relaxation of average fidelity `fidelity` to the average infidelity
 * `error`: d·(error − (1 − F))/(d·F − 1) for d = 2^qubits, and none where relaxation alone errs more.
 */
export function depolarizingShare(error: number, fidelity: number, qubits: 1 | 2): number {
  const size = 2 ** qubits;
  const missing = error - (1 - fidelity);
  return missing <= 0 ? 0 : Math.min(1, (size * missing) / (size * fidelity - 1));
}
