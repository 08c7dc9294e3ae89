import type { PauliTerm } from '../../circuit/index.ts';
import type { Entries } from './entries.ts';
import { KeyTable } from './key-table.ts';

/** The expectation value of a sum of Pauli words; words that flip the same qubits look up the same partners. */
export function expectationOf(entries: Entries, terms: readonly PauliTerm[]): number {
  const { keys, words, count } = entries;
  const table = new KeyTable(words, count);
  for (let place = 0; place < count; place++) table.insert(keys, place * words);
  const groups = Map.groupBy(terms, ({ factors }) =>
    factors
      .flatMap(({ qubit, pauli }) => (pauli === 'Z' ? [] : [qubit]))
      .toSorted((a, b) => a - b)
      .join(),
  );
  let sum = 0;
  for (const group of groups.values()) sum += groupExpectation(entries, table, group);
  return sum;
}

/** Y = i·X·Z: each Y gives a factor i, and each Y and Z a sign where its qubit is 1. */
function groupExpectation(entries: Entries, table: KeyTable, terms: readonly PauliTerm[]): number {
  const { keys, amplitudes, words, count } = entries;
  const flips = maskOf(words, terms[0], 'XY');
  const signs = terms.map((term) => maskOf(words, term, 'YZ'));
  const turns = terms.map(({ factors }) => factors.filter(({ pauli }) => pauli === 'Y').length % 4);
  const key = new Uint32Array(words);
  let sum = 0;
  for (let place = 0; place < count; place++) {
    for (let word = 0; word < words; word++) key[word] = keys[place * words + word]! ^ flips[word]!;
    const other = table.find(key, 0);
    if (other < 0) continue;
    const [x, y] = [amplitudes[2 * place]!, amplitudes[2 * place + 1]!];
    const [u, v] = [amplitudes[2 * other]!, amplitudes[2 * other + 1]!];
    // The real part of i^turns · conj(other) · this one.
    const parts = [u * x + v * y, v * x - u * y, -u * x - v * y, u * y - v * x];
    for (let term = 0; term < terms.length; term++) {
      const part = terms[term]!.coefficient * parts[turns[term]!]!;
      sum += isOdd(keys, place * words, signs[term]!) ? -part : part;
    }
  }
  return sum;
}

function maskOf(words: number, term: PauliTerm | undefined, letters: string): Uint32Array {
  const mask = new Uint32Array(words);
  for (const { qubit, pauli } of term?.factors ?? [])
    if (letters.includes(pauli)) mask[qubit >>> 5]! |= 1 << (qubit & 31);
  return mask;
}

/** Whether an odd number of the bits of `mask` is set in the key at `from`. */
function isOdd(keys: Uint32Array, from: number, mask: Uint32Array): boolean {
  let bits = 0;
  for (let word = 0; word < mask.length; word++) bits ^= keys[from + word]! & mask[word]!;
  bits ^= bits >>> 16;
  bits ^= bits >>> 8;
  bits ^= bits >>> 4;
  return ((0x6996 >>> (bits & 15)) & 1) === 1;
}
