import type { Random } from '../../base/index.ts';
import type { Numbers } from './parameter-blocks.ts';

/**
 * What each of so many numbers is multiplied by: 0 for the share that is left out, and 1 / (1 − share) for the others, so
 * that sums stay the same on average. Srivastava et al., JMLR 15, 1929 (2014).
 *
 * @param random draws; nothing is left out where it is absent
 */
export function dropoutFactors(count: number, share: number, random: Random | undefined): Float64Array {
  const factors = new Float64Array(count).fill(1);
  if (random === undefined || share === 0) return factors;
  return factors.map(() => (random.next() < share ? 0 : 1 / (1 - share)));
}

export function multiplied(numbers: Numbers, factors: Numbers): Float64Array {
  return Float64Array.from(numbers, (number, place) => number * (factors[place] ?? 0));
}
