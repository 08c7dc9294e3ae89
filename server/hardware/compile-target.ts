import { type Circuit, type CompileTarget, blocksIn } from '../circuit/index.ts';
import type { Device, TwoQubitGate } from './device.ts';

const nanosecond = 1e-9;

/** A device as the compiler sees it; what it offers to a circuit may depend on what this does. */
export function compileTarget(device: Device, circuit?: Circuit): CompileTarget {
  const decides = circuit?.body.some((instruction) => blocksIn(instruction).length > 0) ?? false;
  // IBM has no fractional gates in circuits that decide by outcomes.
  const twoQubit = device.provider === 'ibm' && decides ? device.twoQubit.slice(0, 1) : device.twoQubit;
  if (twoQubit !== device.twoQubit) return targetWith(device, twoQubit);
  const target = targets.get(device) ?? targetWith(device, twoQubit);
  targets.set(device, target);
  return target;
}

/** The same object for a device, so that what the compiler works out for a target is worked out once. */
const targets = new WeakMap<Device, CompileTarget>();

function targetWith(device: Device, twoQubit: Device['twoQubit']): CompileTarget {
  const { name, qubits, coupling, oneQubit, readout } = device;
  const pairErrors = twoQubit[0]?.pairErrors;
  return {
    name,
    qubits,
    coupling: coupling.kind === 'all' ? 'all' : coupling,
    oneQubit: {
      family: oneQubit.gates,
      seconds: oneQubit.nanoseconds * nanosecond,
      virtualZ: oneQubit.virtualZ,
    },
    twoQubit: twoQubit.map(entanglerTarget),
    readoutSeconds: readout.nanoseconds * nanosecond,
    ...(pairErrors === undefined ? {} : { pairErrors }),
  };
}

function entanglerTarget({ gate, nanoseconds, error, maximumAngle }: TwoQubitGate) {
  return {
    gate,
    seconds: nanoseconds * nanosecond,
    error,
    ...(maximumAngle === undefined ? {} : { maximumAngle }),
  };
}
