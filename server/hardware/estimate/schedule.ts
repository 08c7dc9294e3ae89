import type { Device } from '../device.ts';
import type { NativeStep } from '../native/native-step.ts';

/** How long one shot takes, and how much of it the qubits wait in states that can decay. */
export interface Schedule {
  readonly seconds: number;
  /** Each wait of each device qubit in use between two of its steps, in seconds. */
  readonly idleSeconds: ReadonlyMap<number, readonly number[]>;
}

/**
 * As soon as possible: each step starts when all its qubits are free, and takes what the device's description says; changes
 * of frame take nothing, a reset takes a readout. What a qubit waits before its first and after its last step is no loss.
 */
export function schedule(steps: readonly NativeStep[], device: Device): Schedule {
  const free: number[] = [];
  const busyUntil: number[] = [];
  const idleSeconds = new Map<number, number[]>();
  for (const step of steps) {
    let start = 0;
    for (const qubit of step.qubits) start = Math.max(start, free[qubit] ?? 0);
    const end = start + stepSeconds(step, device);
    for (const qubit of step.qubits) {
      free[qubit] = end;
      if (step.kind === 'barrier' || step.kind === 'delay') continue;
      noteWait(idleSeconds, qubit, start - (busyUntil[qubit] ?? start));
      busyUntil[qubit] = end;
    }
  }
  return { seconds: free.reduce((latest, time) => Math.max(latest, time), 0), idleSeconds };
}

function noteWait(idleSeconds: Map<number, number[]>, qubit: number, waited: number): void {
  const waits = idleSeconds.get(qubit);
  if (waits === undefined) idleSeconds.set(qubit, waited > 0 ? [waited] : []);
  else if (waited > 0) waits.push(waited);
}

/** Seconds that a step takes. */
export function stepSeconds(step: NativeStep, { oneQubit, twoQubit, readout }: Device): number {
  switch (step.kind) {
    case 'one-qubit':
      return step.isVirtual ? 0 : oneQubit.nanoseconds * 1e-9;
    case 'two-qubit':
      return (twoQubit.find(({ gate }) => gate === step.gate)?.nanoseconds ?? 0) * 1e-9;
    case 'measure':
    case 'reset':
      return readout.nanoseconds * 1e-9;
    case 'barrier':
      return 0;
    case 'delay':
      return step.seconds;
  }
}
