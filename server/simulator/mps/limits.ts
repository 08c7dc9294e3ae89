import type { SimulationOptions } from '../simulator.ts';
import type { Limits } from './chain.ts';

/** The most terms between neighbouring sites where the caller sets no limit. */
const defaultBond = 64;

/** The share of the weight that each step may leave out where the caller sets no limit. */
const defaultCutoff = 1e-12;

export function limitsOf({ bond = defaultBond, cutoff = defaultCutoff }: SimulationOptions): Limits {
  return { bond, cutoff };
}
