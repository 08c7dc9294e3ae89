import { Random } from '../../base/index.ts';
import { shiftRule } from '../../library/index.ts';
import type { Bindings, Circuit } from '../../circuit/index.ts';
import type { Estimate, Gradient, Method, SimulationOptions } from '../simulator.ts';
import { type Occurrence, type Shiftable, shifted } from './occurrences.ts';
import type { RealParameters } from './parameters.ts';

/** Estimates the observable behind a circuit. */
export type EstimateOf = (circuit: Circuit, bindings: Bindings, seed: number) => Estimated;

interface Estimated {
  readonly method: Method;
  readonly value: Estimate;
}

/**
 * A gradient by parameter shifts: each angle that depends on parameters is moved by itself, so that a parameter that is
 * used many times gets the sum over its gates. Works from shots too: `options.shots` for each estimate.
 */
export function shiftGradient(
  { circuit, bindings, occurrences }: Shiftable,
  { names }: RealParameters,
  { seed }: SimulationOptions,
  estimate: EstimateOf,
  onProgress: (fraction: number) => void,
): { readonly method: Method; readonly value: Gradient } {
  const seeds = new Random(seed);
  const sums = names.map((name) => ({ name, value: 0, square: 0 }));
  for (const [place, occurrence] of occurrences.entries()) {
    for (const { shift, weight } of ruleOf(occurrence)) {
      const moved = shifted(circuit, occurrence, shift);
      const { value } = estimate(moved, bindings, seeds.nextUint32());
      for (const [parameter, slope] of occurrence.slopes) {
        const sum = sums[parameter];
        if (sum === undefined) continue;
        sum.value += slope * weight * value.value;
        sum.square += (slope * weight * value.stderr) ** 2;
      }
    }
    onProgress((place + 1) / (occurrences.length + 1));
  }
  const { method, value } = estimate(circuit, bindings, seed);
  const derivatives = sums.map(({ name, value: sum, square }) => ({
    name,
    value: sum,
    stderr: Math.sqrt(square),
  }));
  return {
    method,
    value: { value: value.value, stderr: value.stderr, derivatives, rule: 'parameter_shift' },
  };
}

function ruleOf({ instruction: { gate, controls }, place }: Occurrence): ReturnType<typeof shiftRule> {
  return shiftRule(gate, place, controls.length > 0);
}
