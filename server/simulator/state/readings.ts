import { chunkBytes, inOrder, marginalWork } from './marginal.ts';
import { leastAmplitudes, merged } from './parts.ts';
import type { StateMemory } from './state-memory.ts';

/** The probability of the basis states that have the bits `values` in `mask`. */
export function probability(state: StateMemory, mask: number, values: number): number {
  return sum(shares(state, mask, values));
}

/** The probability in each part of the state. */
function shares(state: StateMemory, mask: number, values: number): Float64Array {
  return state.share('probability', state.size, leastAmplitudes, [state.start, mask, values]);
}

/** For each of the ascending numbers below 1 the basis state in whose share of the probability it falls. */
export function sample(state: StateMemory, uniforms: Float64Array): Uint32Array {
  const { sums, bounds } = divided(uniforms, shares(state, 0, 0).slice());
  const count = uniforms.length;
  const at = state.reserve(8 * (count + sums.length) + 4 * (bounds.length + count));
  const sumsAt = at + 8 * count;
  const boundsAt = sumsAt + 8 * sums.length;
  const out = boundsAt + 4 * bounds.length;
  state.doubles(at, count).set(uniforms);
  state.doubles(sumsAt, sums.length).set(sums);
  state.words(boundsAt, bounds.length).set(bounds);
  state.share('sample', state.size, leastAmplitudes, [state.start, at, sumsAt, boundsAt, out]);
  return state.words(out, count).slice();
}

/** The probability of each value of the given qubits, the first the least significant bit. */
export function marginal(state: StateMemory, qubits: readonly number[]): Float64Array {
  const { measured, fixed, units, tables, isCompensated } = marginalWork(qubits, state.qubits);
  const { threads } = state.crew;
  const size = 2 ** qubits.length;
  const numbers = tables * size * (isCompensated ? 2 : 1);
  const scratch = { start: state.reserve(8 * numbers + threads * chunkBytes), bytes: chunkBytes };
  const at = scratch.start + threads * chunkBytes;
  state.doubles(at, numbers).fill(0);
  const lost = isCompensated ? at + 8 * tables * size : 0;
  state.share('marginal', units, 1, [state.start, state.qubits, measured, fixed, at, lost], scratch);
  return inOrder(merged(state.doubles(at, tables * size), size), qubits);
}

/** Numbers added in their order. */
export function sum(numbers: Float64Array): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/**
 * Where the parts of a state start in the running sum of probabilities, and the number of the first uniform in each; what
 * lies above the total goes to the last part that has any probability.
 */
function divided(
  uniforms: Float64Array,
  parts: Float64Array,
): { readonly sums: Float64Array; readonly bounds: Uint32Array } {
  const sums = new Float64Array(parts.length);
  const bounds = new Uint32Array(parts.length + 1).fill(uniforms.length);
  const last = parts.findLastIndex((share) => share > 0);
  let [total, done] = [0, 0];
  for (let part = 0; part <= last; part++) {
    [sums[part], bounds[part]] = [total, done];
    if (part === last) break;
    total += parts[part] ?? 0;
    while (done < uniforms.length && (uniforms[done] ?? 1) < total) done++;
  }
  return { sums, bounds };
}
