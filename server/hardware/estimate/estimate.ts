import type { Circuit } from '../../circuit/index.ts';
import type { Device } from '../device.ts';
import { CountTally, type NativeCounts, type NativeProgram, type NativeStep } from '../native/native-step.ts';
import { type NativeOptions, nativeProgram } from '../native/native-program.ts';
import { type Cost, costOf, usageSeconds } from './cost.ts';
import { Scheduler } from './schedule.ts';
import { type Success, SuccessTally } from './success.ts';

/** What a run of a circuit on a device would need, and how likely it is to be right. */
export interface Estimate {
  readonly device: string;
  readonly shots: number;
  readonly counts: NativeCounts;
  /** Two-qubit gates by name. */
  readonly twoQubitGates: Readonly<Record<string, number>>;
  readonly success: Success;
  readonly secondsPerShot: number;
  /** On the device, for all shots. */
  readonly usageSeconds: number;
  readonly cost: Cost;
  /** Nobody but the provider knows how long a job waits before it starts. */
  readonly queue: 'unknown';
}

/** Of the circuit as the compiler makes it for the device. @throws {CompileError} where it does not fit there */
export function estimate(
  circuit: Circuit,
  device: Device,
  shots: number,
  options: NativeOptions = {},
): Estimate {
  return estimateOf(nativeProgram(circuit, device, options), device, shots);
}

/** The same for a circuit that is in the device's gates already, and for so many such circuits in one job. */
export function estimateOf(program: NativeProgram, device: Device, shots: number, circuits = 1): Estimate {
  const tally = new StepTally(device);
  for (const step of program.steps) tally.add(step);
  return tally.estimate(program.swaps, shots, circuits);
}

/** All that an estimate needs of steps that come one by one. */
export class StepTally {
  readonly #device: Device;
  readonly #counts = new CountTally();
  readonly #scheduler: Scheduler;
  readonly #success: SuccessTally;

  constructor(device: Device) {
    this.#device = device;
    this.#scheduler = new Scheduler(device);
    this.#success = new SuccessTally(device);
  }

  /** Steps so far, without barriers. */
  get operations(): number {
    return this.#counts.operations;
  }

  add(step: NativeStep): void {
    this.#counts.add(step);
    this.#scheduler.add(step);
    this.#success.add(step);
  }

  estimate(swaps: NativeProgram['swaps'], shots: number, circuits = 1): Estimate {
    const device = this.#device;
    const counts = this.#counts.counts(swaps);
    const times = this.#scheduler.schedule;
    const job = { counts, shots, circuits, secondsPerShot: times.seconds };
    return {
      device: device.name,
      shots,
      counts,
      twoQubitGates: this.#counts.twoQubitGates,
      success: this.#success.success(times),
      secondsPerShot: times.seconds,
      usageSeconds: usageSeconds(job, device),
      cost: costOf(job, device),
      queue: 'unknown',
    };
  }
}
