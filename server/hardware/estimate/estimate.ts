import type { Circuit } from '../../circuit/index.ts';
import type { Device } from '../device.ts';
import { type NativeCounts, type NativeProgram, countsOf } from '../native/native-step.ts';
import { type NativeOptions, nativeProgram } from '../native/native-program.ts';
import { type Cost, costOf, usageSeconds } from './cost.ts';
import { schedule } from './schedule.ts';
import { type Success, successProbability } from './success.ts';

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
  const counts = countsOf(program);
  const times = schedule(program.steps, device);
  const job = { counts, shots, circuits, secondsPerShot: times.seconds };
  return {
    device: device.name,
    shots,
    counts,
    twoQubitGates: byName(program),
    success: successProbability(program.steps, device, times),
    secondsPerShot: times.seconds,
    usageSeconds: usageSeconds(job, device),
    cost: costOf(job, device),
    queue: 'unknown',
  };
}

function byName({ steps }: NativeProgram): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const step of steps) if (step.kind === 'two-qubit') counts[step.gate] = (counts[step.gate] ?? 0) + 1;
  return counts;
}
