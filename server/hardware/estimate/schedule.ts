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
  const scheduler = new Scheduler(device);
  for (const step of steps) scheduler.add(step);
  return scheduler.schedule;
}

/** The same for steps that come one by one. */
export class Scheduler {
  readonly #device: Device;
  readonly #free: number[] = [];
  readonly #busyUntil: number[] = [];
  readonly #idleSeconds = new Map<number, number[]>();

  constructor(device: Device) {
    this.#device = device;
  }

  add(step: NativeStep): void {
    let start = 0;
    for (const qubit of step.qubits) start = Math.max(start, this.#free[qubit] ?? 0);
    const end = start + stepSeconds(step, this.#device);
    for (const qubit of step.qubits) {
      this.#free[qubit] = end;
      if (step.kind === 'barrier' || step.kind === 'delay') continue;
      noteWait(this.#idleSeconds, qubit, start - (this.#busyUntil[qubit] ?? start));
      this.#busyUntil[qubit] = end;
    }
  }

  get schedule(): Schedule {
    const seconds = this.#free.reduce((latest, time) => Math.max(latest, time), 0);
    return { seconds, idleSeconds: this.#idleSeconds };
  }
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
