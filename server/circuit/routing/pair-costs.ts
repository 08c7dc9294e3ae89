import type { CouplingGraph } from './coupling-graph.ts';
import type { PairErrors } from './operation.ts';

/**
 * What a gate on neighbours a and b costs in −ln(1 − error), at `a · qubits + b`, so that costs add up as fidelities
 * multiply. Without known errors all pairs cost nothing.
 */
export function pairCosts({ qubits, pairs }: CouplingGraph, errors: PairErrors = {}): Float64Array {
  const known = pairs.map(([a, b]) => errors[`${a}-${b}`] ?? errors[`${b}-${a}`]);
  const given = known.filter((error) => error !== undefined);
  const mean = given.length === 0 ? 0 : given.reduce((sum, error) => sum + error, 0) / given.length;
  const costs = new Float64Array(qubits * qubits);
  for (const [place, [a, b]] of pairs.entries()) {
    const cost = -Math.log1p(-Math.min(known[place] ?? mean, 1 - Number.EPSILON));
    costs[a * qubits + b] = cost;
    costs[b * qubits + a] = cost;
  }
  return costs;
}
