import type { Random } from '../../base/index.ts';

/**
 * The number of successes in `trials` independent trials with the given probability; exact up to rounding, in a time
 * that does not grow with `trials`.
 */
export function binomial(random: Random, trials: number, probability: number): number {
  if (trials <= 0 || probability <= 0) return 0;
  if (probability >= 1) return trials;
  if (probability > 0.5) return trials - binomial(random, trials, 1 - probability);
  return trials * probability < 10
    ? byInversion(random, trials, probability)
    : byRejection(random, trials, probability);
}

/** Walks up the distribution function from 0; expects about `trials · probability` steps. */
function byInversion(random: Random, trials: number, probability: number): number {
  const odds = probability / (1 - probability);
  let share = Math.exp(trials * Math.log1p(-probability));
  let rest = random.next();
  let successes = 0;
  while (rest >= share && successes < trials) {
    rest -= share;
    successes++;
    share *= (odds * (trials - successes + 1)) / successes;
    if (share === 0) break;
  }
  return successes;
}

/** Transformed rejection, algorithm BTRS of Hörmann, "The generation of binomial random variates", JSCS 46, 1993. */
function byRejection(random: Random, trials: number, probability: number): number {
  const spread = Math.sqrt(trials * probability * (1 - probability));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * probability;
  const c = trials * probability + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * spread;
  for (;;) {
    const v = random.next();
    const u = random.next() - 0.5;
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + c);
    if (k < 0 || k > trials) continue;
    if (us >= 0.07 && v <= squeeze) return k;
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= logRatio(trials, probability, k)) return k;
  }
}

/**
 * The logarithm of the probability of k successes relative to that of the likeliest number. Factorials enter as ratios,
 * so that nothing cancels even at 10^12 trials.
 */
function logRatio(trials: number, probability: number, k: number): number {
  const mode = Math.floor((trials + 1) * probability);
  const odds = probability / (1 - probability);
  return (
    (mode + 0.5) * Math.log((mode + 1) / (odds * (trials - mode + 1))) +
    (trials + 1) * Math.log1p((k - mode) / (trials - k + 1)) +
    (k + 0.5) * Math.log((odds * (trials - k + 1)) / (k + 1)) +
    stirlingTail(mode) +
    stirlingTail(trials - mode) -
    stirlingTail(k) -
    stirlingTail(trials - k)
  );
}

/** ln n! less Stirling's (n + ½)·ln(n + 1) − (n + 1) + ½·ln 2π. */
function stirlingTail(n: number): number {
  const next = n + 1;
  if (n >= 10) return (1 / 12 - (1 / 360 - 1 / (1260 * next * next)) / (next * next)) / next;
  let factorial = 1;
  for (let factor = 2; factor <= n; factor++) factorial *= factor;
  return Math.log(factorial) - (n + 0.5) * Math.log(next) + next - 0.5 * Math.log(2 * Math.PI);
}
