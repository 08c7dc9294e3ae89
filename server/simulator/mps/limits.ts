import type { SimulationOptions } from '../simulator.ts';
import type { Limits } from './chain.ts';

/** The most terms between neighbouring sites where the caller sets no limit. */
const defaultBond = 64;

/** The share of the weight that each step may leave out where the caller sets no limit. */
const defaultCutoff = 1e-12;

/** Of a state for which nobody asked for this method so much may be left out, as one less the fidelity. */
const mostLeftOut = 1e-6;

export function limitsOf({
  method = 'auto',
  bond = defaultBond,
  cutoff = defaultCutoff,
}: SimulationOptions): Limits {
  return { bond, cutoff, leastKept: method === 'auto' && cutoff <= defaultCutoff ? 1 - mostLeftOut : 0 };
}
