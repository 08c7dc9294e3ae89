import { unitsInPart } from '../threads/share.ts';
import { leastAmplitudes } from './parts.ts';
import type { StateMemory } from './state-memory.ts';

/** Basis states with their probabilities. */
export interface Likely {
  readonly indices: Uint32Array;
  readonly probabilities: Float64Array;
}

/** The basis states whose probability exceeds `least`, in ascending order, in lists of about `capacity` in all. */
export function* likelyStates(state: StateMemory, least: number, capacity: number): Generator<Likely> {
  const step = unitsInPart(state.size, leastAmplitudes);
  const each = Math.ceil((step * capacity) / state.size);
  for (const [part, found] of likelyByPart(state, least, each, state.size / step).entries()) {
    const end = (part + 1) * step;
    let list = found;
    yield list;
    for (let last = list.indices[each - 1]; last !== undefined; last = list.indices[each - 1]) {
      list = likelyBetween(state, last + 1, end, least, each);
      yield list;
    }
  }
}

/** The first ones of each part, at most `each`. */
function likelyByPart(state: StateMemory, least: number, each: number, parts: number): readonly Likely[] {
  const probabilities = state.reserve(12 * each * parts);
  const indices = probabilities + 8 * each * parts;
  const values = [state.start, least, each, each, indices, probabilities];
  const counts = state.share('likely', state.size, leastAmplitudes, values);
  return Array.from(counts, (count, part) =>
    listed(state, indices + 4 * each * part, probabilities + 8 * each * part, count),
  );
}

function likelyBetween(
  state: StateMemory,
  first: number,
  end: number,
  least: number,
  capacity: number,
): Likely {
  if (first === end) return listed(state, 0, 0, 0);
  const probabilities = state.reserve(12 * capacity);
  const indices = probabilities + 8 * capacity;
  const values = [state.start, least, capacity, 0, indices, probabilities];
  const count = state.instance.kernels.likely(first, end, 0, ...values) ?? 0;
  return listed(state, indices, probabilities, count);
}

function listed(state: StateMemory, indices: number, probabilities: number, count: number): Likely {
  return {
    indices: state.words(indices, count).slice(),
    probabilities: state.doubles(probabilities, count).slice(),
  };
}
