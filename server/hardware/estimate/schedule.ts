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
  const free = new Map<number, number>();
  const busyUntil = new Map<number, number>();
  const idleSeconds = new Map<number, number[]>();
  for (const step of steps) {
    const start = Math.max(0, ...step.qubits.map((qubit) => free.get(qubit) ?? 0));
    const end = start + stepSeconds(step, device);
    for (const qubit of step.qubits) {
      free.set(qubit, end);
      if (step.kind === 'barrier' || step.kind === 'delay') continue;
      const waited = start - (busyUntil.get(qubit) ?? start);
      const waits = idleSeconds.get(qubit) ?? [];
      idleSeconds.set(qubit, waited > 0 ? [...waits, waited] : waits);
      busyUntil.set(qubit, end);
    }
  }
  return { seconds: Math.max(0, ...free.values()), idleSeconds };
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
