import type { SharedKernels } from '../native/kernels.ts';
import { mostParts } from './control.ts';

/** Work that threads share: a kernel that is called for each part of `units` units with the same arguments. */
export interface Share {
  readonly kernel: keyof SharedKernels;
  readonly units: number;
  readonly unitsInPart: number;
  readonly arguments: readonly number[];
}

/** Scratch memory: so many bytes for each thread, one after the other. */
export interface Scratch {
  readonly start: number;
  readonly bytes: number;
}

/** Kernels by number, as helpers are told. */
export const sharedKernels: readonly (keyof SharedKernels)[] = [
  ...([
    'run_blocks',
    'probability',
    'collapse',
    'clear',
    'sample',
    'expectation',
    'moments',
    'observe',
  ] as const),
  ...(['rotate', 'rotate_back', 'marginal', 'likely', 'overlap0', 'overlap1', 'overlap2'] as const),
];

/** How many units of at least `least` make a part: it hangs on the work alone, so that sums are the same on any number of threads. */
export function unitsInPart(units: number, least: number): number {
  return Math.min(units, Math.max(least, Math.ceil(units / mostParts)));
}

/** Takes parts by their numbers until `claim` gives one that there is not. */
export function takeParts(
  kernels: SharedKernels,
  { kernel, units, unitsInPart: step, arguments: rest }: Share,
  scratch: number,
  results: Float64Array,
  claim: () => number,
  onPart?: (share: number) => void,
): void {
  for (let part = claim(); part * step < units; part = claim()) {
    const end = Math.min(units, (part + 1) * step);
    results[part] = kernels[kernel](part * step, end, scratch, ...rest) ?? 0;
    onPart?.(end / units);
  }
}
