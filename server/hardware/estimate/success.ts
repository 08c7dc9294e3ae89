import type { Device } from '../device.ts';
import type { NativeStep } from '../native/native-step.ts';
import type { Schedule } from './schedule.ts';

/** How likely nothing goes wrong, and in which part: each factor is between 0 and 1, `total` is their product. */
export interface Success {
  readonly total: number;
  readonly gates: number;
  readonly readout: number;
  readonly idle: number;
}

/**
 * The estimated success probability: Π(1 − e) over all gates, measurements and resets, times the fidelity of all
 * waiting (Murali et al., arXiv:1901.11054, equation 1; Tannu and Qureshi, arXiv:1805.10224). Errors that cancel each
 * other or do not show in the outcome are counted as failures, so that it is mostly on the safe side.
 */
export function successProbability(steps: readonly NativeStep[], device: Device, times: Schedule): Success {
  const tally = new SuccessTally(device);
  for (const step of steps) tally.add(step);
  return tally.success(times);
}

/** The same for steps that come one by one. */
export class SuccessTally {
  readonly #device: Device;
  #gates = 1;
  #readout = 1;

  constructor(device: Device) {
    this.#device = device;
  }

  add(step: NativeStep): void {
    if (step.kind === 'measure' || step.kind === 'reset') this.#readout *= 1 - this.#device.readout.error;
    else this.#gates *= 1 - gateError(step, this.#device);
  }

  success({ idleSeconds }: Schedule): Success {
    const [gates, readout] = [this.#gates, this.#readout];
    let idle = 1;
    for (const waits of idleSeconds.values())
      for (const seconds of waits) idle *= idleFidelity(seconds, this.#device);
    return { total: gates * readout * idle, gates, readout, idle };
  }
}

/** Average infidelity of one gate; of a pair with a figure of its own that one. */
export function gateError(step: NativeStep, { oneQubit, twoQubit }: Device): number {
  if (step.kind === 'one-qubit') return step.isVirtual ? 0 : oneQubit.error;
  if (step.kind !== 'two-qubit') return 0;
  const gate = twoQubit.find(({ gate: name }) => name === step.gate);
  const [a, b] = step.qubits;
  return gate?.pairErrors?.[`${a}-${b}`] ?? gate?.pairErrors?.[`${b}-${a}`] ?? gate?.error ?? 0;
}

/**
 * Average fidelity of waiting `seconds` under amplitude damping with T1 and dephasing to T2:
 * ½ + ⅙·e^(−t/T1) + ⅓·e^(−t/T2), the average over all pure states of the thermal relaxation channel at zero temperature.
 */
export function idleFidelity(seconds: number, { t1Microseconds, t2Microseconds }: Device): number {
  const microseconds = seconds * 1e6;
  return 1 / 2 + Math.exp(-microseconds / t1Microseconds) / 6 + Math.exp(-microseconds / t2Microseconds) / 3;
}
