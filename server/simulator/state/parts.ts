import { bitCount } from '../program/passes.ts';
import { mostParts } from '../threads/control.ts';

/** Threads share work on at least so many amplitudes at a time, 256 KiB. */
export const leastAmplitudes = 2 ** 14;

/** Into how many parts the work on a state of so many qubits is cut, as a power of two. */
export function partBits(qubits: number): number {
  return Math.max(0, Math.min(Math.log2(mostParts), qubits - Math.log2(leastAmplitudes)));
}

/** The highest `count` of `bits` bits, as far as there are so many that are not in `taken`. */
export function highestBits(bits: number, count: number, taken: number): number {
  let found = 0;
  for (let bit = bits - 1; bit >= 0 && bitCount(found) < count; bit--)
    if (((taken >> bit) & 1) === 0) found |= 1 << bit;
  return found;
}

/** The sum of tables of `size` numbers that follow each other, in pairs; there are 2^k of them, which are overwritten. */
export function merged(tables: Float64Array, size: number): Float64Array {
  for (let half = tables.length / 2; half >= size; half /= 2)
    for (let place = 0; place < half; place++)
      tables[place] = (tables[place] ?? 0) + (tables[place + half] ?? 0);
  return tables.slice(0, size);
}
