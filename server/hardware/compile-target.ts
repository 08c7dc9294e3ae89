import type { CompileTarget } from '../circuit/index.ts';
import type { Device, TwoQubitGate } from './device.ts';

const nanosecond = 1e-9;

/** A device as the compiler sees it. */
export function compileTarget(device: Device): CompileTarget {
  const { name, qubits, coupling, oneQubit, twoQubit, readout } = device;
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
