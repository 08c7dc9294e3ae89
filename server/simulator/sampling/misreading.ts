import type { Random } from '../../base/index.ts';
import type { ReadoutError } from '../../circuit/index.ts';
import { binomial } from './binomial.ts';

/** The distribution of what is read, from that of what is measured; bit i of an index is misread by `errors[i]`. */
export function misreadDistribution(
  probabilities: Float64Array,
  errors: readonly (ReadoutError | undefined)[],
): Float64Array {
  const read = probabilities.slice();
  for (const [place, error] of errors.entries()) if (error !== undefined) misreadBit(read, 1 << place, error);
  return read;
}

function misreadBit(table: Float64Array, bit: number, { p01, p10 }: ReadoutError): void {
  if (p01 === 0 && p10 === 0) return;
  for (let index = 0; index < table.length; index++) {
    if ((index & bit) !== 0) continue;
    const [zero, one] = [table[index] ?? 0, table[index | bit] ?? 0];
    table[index] = (1 - p01) * zero + p10 * one;
    table[index | bit] = p01 * zero + (1 - p10) * one;
  }
}

/**
 * What is read of `count` measurements that all found `outcome`.
 *
 * @param measured bits of the qubits that were measured.
 * @param errors by qubit.
 */
export function misreadCounts(
  outcome: number,
  count: number,
  measured: number,
  errors: readonly ReadoutError[],
  random: Random,
): ReadonlyMap<number, number> {
  let counts = new Map([[outcome, count]]);
  for (const [qubit, { p01, p10 }] of errors.entries()) {
    const bit = 1 << qubit;
    if ((measured & bit) === 0) continue;
    const probability = (outcome & bit) === 0 ? p01 : p10;
    if (probability > 0) counts = flippedCounts(counts, bit, probability, random);
  }
  return counts;
}

function flippedCounts(
  counts: ReadonlyMap<number, number>,
  bit: number,
  probability: number,
  random: Random,
): Map<number, number> {
  const after = new Map<number, number>();
  const add = (outcome: number, count: number) => {
    if (count > 0) after.set(outcome, (after.get(outcome) ?? 0) + count);
  };
  for (const [outcome, count] of counts) {
    const flipped = binomial(random, count, probability);
    add(outcome, count - flipped);
    add(outcome ^ bit, flipped);
  }
  return after;
}

/**
 * What is read of `count` measurements that all found `bits`, of any number of bits; the same reading may come again.
 *
 * @param errors by bit.
 */
export function misread(
  bits: Uint8Array,
  count: number,
  errors: readonly (ReadoutError | undefined)[],
  random: Random,
): readonly (readonly [reads: Uint8Array, count: number])[] {
  let found: readonly (readonly [Uint8Array, number])[] = [[bits, count]];
  for (const [place, error] of errors.entries()) {
    const probability = (bits[place] === 1 ? error?.p10 : error?.p01) ?? 0;
    if (probability === 0) continue;
    found = found.flatMap(([reads, times]) => {
      const wrong = binomial(random, times, probability);
      const other = reads.with(place, bits[place] === 1 ? 0 : 1);
      return [[reads, times - wrong] as const, [other, wrong] as const].filter(([, share]) => share > 0);
    });
  }
  return found;
}
