import type { ReadoutError } from '../../circuit/index.ts';
import type { TermGroup } from './groups.ts';

/**
 * The mean of a group's terms over what misread measurements report.
 *
 * @param table the probabilities of what is measured: bit i of an index is the i-th qubit of the group's basis. It is
 * overwritten.
 * @param readout by qubit.
 */
export function misreadMean(
  { basis, terms }: TermGroup,
  table: Float64Array,
  readout: readonly ReadoutError[],
): number {
  const places = new Map([...basis.keys()].map((qubit, place) => [qubit, place]));
  for (const [qubit, place] of places) signedSums(table, 1 << place, readout[qubit] ?? { p01: 0, p10: 0 });
  return terms.reduce((sum, { coefficient, factors }) => {
    const mask = factors.reduce((bits, { qubit }) => bits | (1 << (places.get(qubit) ?? 0)), 0);
    return sum + coefficient * (table[mask] ?? 0);
  }, 0);
}

/** Where `bit` of an index is set, the mean of what is read of Z there: 1 − 2·p01 where it is 0, 2·p10 − 1 where it is 1. */
function signedSums(table: Float64Array, bit: number, { p01, p10 }: ReadoutError): void {
  for (let index = 0; index < table.length; index++) {
    if ((index & bit) !== 0) continue;
    const [zero, one] = [table[index] ?? 0, table[index | bit] ?? 0];
    table[index] = zero + one;
    table[index | bit] = (1 - 2 * p01) * zero - (1 - 2 * p10) * one;
  }
}
