import { type GateInstruction, type UnitaryInstruction, controlledName } from '../../circuit/index.ts';
import type { Device } from '../device.ts';

type Step = GateInstruction | UnitaryInstruction;

const oneQubitNames: Readonly<Record<Device['oneQubit']['gates'], readonly string[]>> = {
  'rz-sx': ['rz', 'sx', 'x'],
  'rz-rx90': ['rz', 'rx'],
  prx: ['prx', 'rz'],
  gpi: ['prx', 'rz'],
  'phased-xz': ['prx', 'rz', 'x', 'y', 'z'],
  any: [],
};

/** The names of a device's gates. */
export function nativeNames({ oneQubit, twoQubit }: Device): readonly string[] {
  const one = oneQubit.gates === 'any' ? ['all gates on one qubit'] : oneQubitNames[oneQubit.gates];
  return [...one, ...twoQubit.map(({ gate }) => gate)];
}

/** Whether a device has a gate, whatever its angle. */
export function isNative(step: Step, device: Device): boolean {
  const name = controlledName(step);
  const count = step.qubits.length + step.controls.length;
  if (name === 'gphase' || name === 'id' || count === 0) return true;
  if (count === 1 && device.oneQubit.gates === 'any') return true;
  const names = count === 1 ? oneQubitNames[device.oneQubit.gates] : device.twoQubit.map(({ gate }) => gate);
  return names.some((native) => native === name);
}

/** The angles that a device has a native gate for, where this gate has another one. */
export function missedRange(step: Step, { oneQubit, twoQubit }: Device): string | undefined {
  const [angle] = step.kind === 'gate' ? step.angles : [];
  if (typeof angle !== 'number') return undefined;
  const name = controlledName(step);
  if (oneQubit.gates === 'rz-rx90' && name === 'rx')
    return isMultiple(angle, Math.PI / 2) ? undefined : 'that are multiples of π/2';
  if (oneQubit.gates === 'gpi' && name === 'prx')
    return isMultiple(angle, Math.PI / 2) ? undefined : 'of π/2 and π';
  const most = twoQubit.find(({ gate }) => gate === name)?.maximumAngle;
  const isInside = most === undefined || (angle >= -1e-12 && angle <= most + 1e-12);
  return isInside ? undefined : `from 0 to ${most.toPrecision(4)}`;
}

function isMultiple(angle: number, unit: number): boolean {
  return Math.abs(angle / unit - Math.round(angle / unit)) < 1e-9;
}
