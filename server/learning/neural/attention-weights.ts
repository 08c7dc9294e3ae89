import type { Numbers } from './parameter-blocks.ts';

/** Added to each fidelity, so that a query that is like no key looks at all of them alike. */
const floor = 1e-6;

/** A row of fidelities as weights that sum to 1. */
export function attentionWeights(fidelities: Numbers): Float64Array {
  const raised = Float64Array.from(fidelities, (fidelity) => fidelity + floor);
  const sum = raised.reduce((total, one) => total + one, 0);
  return raised.map((one) => one / sum);
}

/** The slopes by the fidelities of a row, from those by its weights. */
export function attentionWeightsBack(fidelities: Numbers, slopes: Numbers): Float64Array {
  const weights = attentionWeights(fidelities);
  const sum = Array.from(fidelities).reduce((total, one) => total + one + floor, 0);
  const mean = weights.reduce((total, weight, place) => total + weight * (slopes[place] ?? 0), 0);
  return Float64Array.from(slopes, (slope) => (slope - mean) / sum);
}
