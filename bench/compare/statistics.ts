/** Comparing distributions over outcomes. */

export type Table = Readonly<Record<string, number>>;

/** Half the sum of absolute differences: 0 for equal distributions, 1 for disjoint ones. */
export function totalVariation(a: Table, b: Table): number {
  return keysOf(a, b).reduce((sum, key) => sum + Math.abs((a[key] ?? 0) - (b[key] ?? 0)), 0) / 2;
}

/** The largest difference of one outcome's probability. */
export function largestDifference(a: Table, b: Table): number {
  return keysOf(a, b).reduce((most, key) => Math.max(most, Math.abs((a[key] ?? 0) - (b[key] ?? 0))), 0);
}

/**
 * The p-value of Pearson's test that counts come from given probabilities; outcomes expected fewer than five times are
 * pooled. An outcome that should be impossible gives 0.
 */
export function goodnessOfFit(counts: Table, probabilities: Table, shots: number): number {
  const impossible = Object.keys(counts).some(
    (key) => (counts[key] ?? 0) > 0 && (probabilities[key] ?? 0) < 1e-12,
  );
  if (impossible) return 0;
  return pooledTest(
    Object.entries(probabilities).map(([key, share]) => ({
      seen: counts[key] ?? 0,
      expected: share * shots,
      weight: 1,
    })),
  );
}

/** The p-value of the test that two samples come from one distribution (chi-square homogeneity, rare outcomes pooled). */
export function homogeneity(a: Table, b: Table, shotsA: number, shotsB: number): number {
  const share = shotsA / (shotsA + shotsB);
  return pooledTest(
    keysOf(a, b).map((key) => {
      const total = (a[key] ?? 0) + (b[key] ?? 0);
      return { seen: a[key] ?? 0, expected: total * share, weight: 1 / (1 - share) };
    }),
  );
}

interface Cell {
  readonly seen: number;
  readonly expected: number;
  /** Factor on the squared deviation: 1 against known probabilities, more where the expectation was estimated. */
  readonly weight: number;
}

function pooledTest(cells: readonly Cell[]): number {
  const large = cells.filter(({ expected }) => expected >= 5);
  const small = cells.filter(({ expected }) => expected < 5);
  const pool = small.reduce<Cell>(
    (sum, cell) => ({
      seen: sum.seen + cell.seen,
      expected: sum.expected + cell.expected,
      weight: cell.weight,
    }),
    { seen: 0, expected: 0, weight: 1 },
  );
  const used = pool.expected >= 1 ? [...large, pool] : large;
  if (used.length < 2) return 1;
  const statistic = used.reduce(
    (sum, { seen, expected, weight }) => sum + (weight * (seen - expected) ** 2) / expected,
    0,
  );
  return chiSquareTail(statistic, used.length - 1);
}

/** P(χ² ≥ statistic), by the cube-root normal approximation (Wilson and Hilferty, PNAS 17, 1931). */
function chiSquareTail(statistic: number, freedom: number): number {
  const spread = 2 / (9 * freedom);
  return normalTail(((statistic / freedom) ** (1 / 3) - (1 - spread)) / Math.sqrt(spread));
}

/** P(Z ≥ z), Abramowitz and Stegun 26.2.17, absolute error under 7.5e-8. */
function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const series = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const polynomial = series.reduceRight((sum, coefficient) => (sum + coefficient) * t, 0);
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
}

function keysOf(a: Table, b: Table): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}
