/** The χ² statistic of counts against expected probabilities, and its degrees of freedom. */
export function chiSquared(
  counts: Readonly<Record<string, number>>,
  probabilities: Readonly<Record<string, number>>,
): { readonly statistic: number; readonly freedom: number } {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const terms = Object.entries(probabilities).map(([key, probability]) => {
    const expected = total * probability;
    return ((counts[key] ?? 0) - expected) ** 2 / expected;
  });
  return { statistic: terms.reduce((sum, term) => sum + term, 0), freedom: terms.length - 1 };
}

/** A value that χ² exceeds once in about a million samples (Wilson and Hilferty's approximation at 4.75 σ). */
export function chiSquaredBound(freedom: number): number {
  const spread = 2 / (9 * freedom);
  return freedom * (1 - spread + 4.75 * Math.sqrt(spread)) ** 3;
}
