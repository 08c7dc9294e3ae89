import type { Prospect } from '../method.ts';
import { outcomeLimit } from './tally.ts';

/** Roughly the seconds of drawing a shot, and of writing an outcome with its count down. */
const [secondsPerShot, secondsPerOutcome] = [1e-7, 3e-6];

/** A forecast of what shots of a distribution that is known take: those with the same outcome are listed together. */
export function listingSeconds({ circuit, options, wanted }: Prospect): number {
  const { shots = 0 } = options;
  const outcomes = wanted.kind === 'sample' ? Math.min(shots, 2 ** circuit.qubitCount, outcomeLimit) : 0;
  return shots * secondsPerShot + outcomes * secondsPerOutcome;
}
