import { type Circuit, type CompileTarget, blocksIn } from '../circuit/index.ts';
import type { Device, TwoQubitGate } from './device.ts';

const nanosecond = 1e-9;

/** A device as the compiler sees it; what it offers to a circuit may depend on what this does. */
export function compileTarget(device: Device, circuit?: Circuit): CompileTarget {
  const { name, qubits, coupling, oneQubit, readout } = device;
  const twoQubit = usableGates(device, circuit);
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

/** IBM has no fractional gates in circuits that decide by outcomes. */
function usableGates({ twoQubit, provider }: Device, circuit: Circuit | undefined): Device['twoQubit'] {
  const decides = circuit?.body.some((instruction) => blocksIn(instruction).length > 0) ?? false;
  return provider === 'ibm' && decides ? twoQubit.slice(0, 1) : twoQubit;
}
