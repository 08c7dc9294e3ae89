import { type Condition, bitsFor } from '../program/operation.ts';
import { bitCount } from '../program/passes.ts';
import { mostParts } from '../threads/control.ts';
import { highestBits, leastAmplitudes, merged, partBits } from './parts.ts';
import { sum } from './readings.ts';
import type { StateMemory } from './state-memory.ts';

/** The kernels of Pauli words read rows of so many amplitudes; threads share at least so many rows at a time. */
const rowAmplitudes = 2 ** 7;
const leastRows = leastAmplitudes / rowAmplitudes;

/** Pauli words that all flip the bits `flips`, as the kernels read them: `wordBytes` a word, see native/pauli.c. */
export interface WordGroup {
  readonly flips: number;
  readonly words: Uint8Array;
}

/** Bytes of a word: its coefficient times i^(number of Y), and the bits whose parity gives the sign. */
export const wordBytes = 24;

/** Bytes of a group's record. */
const groupBytes = 12;

/** The expectation value of a sum of Pauli words that share their flips. */
export function expectation(state: StateMemory, { flips, words }: WordGroup): number {
  const at = state.reserve(words.length);
  state.bytes(at, words.length).set(words);
  const values = [state.start, state.qubits, flips, at, words.length / wordBytes];
  return sum(state.share('expectation', rowsOf(state), leastRows, values));
}

/** ⟨ψ|H|ψ⟩ and ‖H|ψ⟩‖² for the sum H of all words, in one go over the state. */
export function moments(
  state: StateMemory,
  groups: readonly WordGroup[],
): { readonly mean: number; readonly square: number } {
  const wordsAt = placeWords(state, groups, 16 * mostParts);
  const groupsAt = wordsAt + groups.reduce((total, { words }) => total + words.length, 0);
  const table = state.words(groupsAt, (groupBytes / 4) * groups.length);
  let first = 0;
  for (const [place, { flips, words }] of groups.entries()) {
    const count = words.length / wordBytes;
    table.set([flips, first, count], 3 * place);
    first += count;
  }
  const sums = 8 * Math.ceil((groupsAt + groupBytes * groups.length) / 8);
  const values = [state.start, state.qubits, groupsAt, groups.length, wordsAt, sums];
  const parts = state.share('moments', rowsOf(state), leastRows, values).length;
  const found = state.doubles(sums, 2 * parts);
  return { mean: sum(everySecond(found, 0)), square: sum(everySecond(found, 1)) };
}

/** Writes the sum of all words, applied to this state, into the half above it. */
export function observe(state: StateMemory, groups: readonly WordGroup[]): void {
  const above = state.start + state.bytesOf(state.qubits);
  let at = placeWords(state, groups);
  state.share('clear', state.size, leastAmplitudes, [above]);
  for (const { flips, words } of groups) {
    const values = [state.start, above, state.qubits, flips, at, words.length / wordBytes];
    state.share('observe', rowsOf(state), leastRows, values);
    at += words.length;
  }
}

/**
 * Overlaps of the upper half λ with the lower half ψ, for no, one or two of the qubits below: by rows and columns,
 * the sum of conj(λ[index with the targets at row])·ψ[index with the targets at column], interleaved.
 */
export function overlaps(
  state: StateMemory,
  targets: readonly number[],
  { mask, values }: Condition,
): Float64Array {
  const [half, v] = [state.qubits - 1, state.start];
  const fixed = highestBits(half, partBits(half), mask | bitsFor(targets));
  const [units, numbers] = [2 ** bitCount(fixed), 2 * 4 ** targets.length];
  const out = state.reserve(8 * units * numbers);
  const kernel = (['overlap0', 'overlap1', 'overlap2'] as const)[targets.length] ?? 'overlap2';
  const rest = [v + state.bytesOf(half), v, half, fixed, mask, values, out, ...targets];
  state.share(kernel, units, 1, rest);
  return merged(state.doubles(out, units * numbers), numbers);
}

/** The words of all groups one behind the other, behind the state, with room for their records and so many bytes more. */
function placeWords(state: StateMemory, groups: readonly WordGroup[], more = 0): number {
  const size = groups.reduce((total, { words }) => total + words.length, 0);
  const start = state.reserve(size + groupBytes * groups.length + 8 + more);
  let at = start;
  for (const { words } of groups) {
    state.bytes(at, words.length).set(words);
    at += words.length;
  }
  return start;
}

function rowsOf({ size }: StateMemory): number {
  return Math.max(1, size / rowAmplitudes);
}

/** Of pairs one after the other all first or all second numbers. */
function everySecond(numbers: Float64Array, first: 0 | 1): Float64Array {
  return numbers.filter((_, place) => place % 2 === first);
}
