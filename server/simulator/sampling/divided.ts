import type { Random } from '../../base/index.ts';
import { binomial } from './binomial.ts';

/** Shots divided by chances that sum to 1 up to rounding. */
export function divided(random: Random, shots: number, chances: readonly number[]): readonly number[] {
  let left = shots;
  let rest = chances.reduce((sum, chance) => sum + Math.max(0, chance), 0);
  return chances.map((chance, place) => {
    const share = Math.max(0, chance);
    const isLast = chances.slice(place + 1).every((later) => later <= 0);
    const count = isLast ? left : binomial(random, left, Math.min(1, share / rest));
    left -= count;
    rest -= share;
    return count;
  });
}
