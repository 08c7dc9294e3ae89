/** The standard normal quantile of a two-sided 95 % interval. */
const z = 1.959963984540054;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The 95 % score interval of a probability after `count` of `shots` (Wilson 1927). Unlike the normal approximation it
 * stays within [0, 1] and says something useful for counts of zero and for few shots.
 */
export function wilson(count: number, shots: number): Interval {
  if (shots <= 0) return { low: 0, high: 1 };
  const share = count / shots;
  const scale = 1 / (1 + (z * z) / shots);
  const centre = scale * (share + (z * z) / (2 * shots));
  const half = scale * z * Math.sqrt((share * (1 - share)) / shots + (z * z) / (4 * shots * shots));
  return { low: count === 0 ? 0 : centre - half, high: count === shots ? 1 : centre + half };
}
