import type { Device } from '../device.ts';
import type { NativeCounts } from '../native/native-step.ts';

/** What a job costs, as far as the provider's price list tells. */
export interface Cost {
  /** Left out where no price is known. */
  readonly dollars?: number;
  /** How it comes about. */
  readonly formula: string;
  /** Where the rates come from. */
  readonly source: string;
  /** The day of the rates, ISO 8601. */
  readonly date: string;
}

export interface Job {
  readonly counts: NativeCounts;
  /** Of each circuit. */
  readonly shots: number;
  /** In one job; 1 where nothing is said. */
  readonly circuits?: number;
  /** Of one shot, without the wait before the next one. */
  readonly secondsPerShot: number;
}

/** The cost of one job by the device's price model (`Price` of a device description). */
export function costOf(job: Job, device: Device): Cost {
  const { source, date } = device.price;
  return { ...charged(job, device), source, date };
}

/** Seconds on the device: all shots with the waits between them, and what the provider adds to each job. */
export function usageSeconds(
  { shots, circuits = 1, secondsPerShot }: Job,
  { price, limits }: Device,
): number {
  const wait = (limits.repetitionDelayMicroseconds ?? 0) * 1e-6;
  return circuits * shots * (secondsPerShot + wait) + (price.kind === 'seconds' ? price.secondsPerJob : 0);
}

function charged(job: Job, device: Device): Pick<Cost, 'dollars' | 'formula'> {
  const { price } = device;
  const { counts, circuits = 1 } = job;
  const shots = circuits * job.shots;
  switch (price.kind) {
    case 'none':
      return { formula: 'no price is known' };
    case 'shots':
      return {
        dollars: circuits * price.dollarsPerTask + shots * price.dollarsPerShot,
        formula: `${circuits === 1 ? '' : `${circuits} circuits · `}$${price.dollarsPerTask} a task + ${shots} shots · $${price.dollarsPerShot}`,
      };
    case 'seconds': {
      const seconds = usageSeconds(job, device);
      return {
        dollars: seconds * price.dollarsPerSecond,
        formula: `${seconds.toPrecision(3)} s · $${price.dollarsPerSecond}`,
      };
    }
    case 'gate-shots': {
      const one = counts.oneQubit * price.dollarsPerOneQubitGateShot;
      const two = counts.twoQubit * price.dollarsPerTwoQubitGateShot;
      return {
        dollars: circuits * Math.max(price.minimumDollars, job.shots * (one + two)),
        formula: `${shots} shots · (${counts.oneQubit} one-qubit gates · $${price.dollarsPerOneQubitGateShot} + ${counts.twoQubit} two-qubit gates · $${price.dollarsPerTwoQubitGateShot}), at least $${price.minimumDollars}`,
      };
    }
    case 'credits': {
      const credits = creditsOf(job, price);
      return {
        dollars: credits * price.dollarsPerCredit,
        formula: `${credits.toPrecision(4)} credits · $${price.dollarsPerCredit}`,
      };
    }
  }
}

/** Preparations count as measurements do, as resets do. */
function creditsOf(
  { counts, shots, circuits = 1 }: Job,
  price: Extract<Device['price'], { kind: 'credits' }>,
): number {
  const touched = counts.measurements + counts.resets + counts.qubitsUsed;
  const perShot =
    counts.oneQubit * price.creditsPerOneQubitGateShot +
    counts.twoQubit * price.creditsPerTwoQubitGateShot +
    touched * price.creditsPerMeasurementShot;
  return circuits * (price.creditsPerJob + shots * perShot);
}
