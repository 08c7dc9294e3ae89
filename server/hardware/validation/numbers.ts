/** Numbers as messages show them. */

/** `61 %`, with more digits near nothing and near all. */
export function percentText(share: number): string {
  if (share > 0 && share < 0.0005) return '< 0.1 %';
  const digits = share < 0.1 || share > 0.99 ? 1 : 0;
  return `${(100 * share).toFixed(digits)} %`;
}

export function dollarText(dollars: number): string {
  if (dollars > 0 && dollars < 0.005) return '< $0.01';
  return `$${dollars.toFixed(2)}`;
}

/** Seconds in a unit that leaves three digits. */
export function secondsText(seconds: number): string {
  for (const [unit, name] of [
    [1, 's'],
    [1e-3, 'ms'],
    [1e-6, 'µs'],
  ] as const)
    if (seconds >= unit) return `${Number((seconds / unit).toPrecision(3))} ${name}`;
  return `${Number((seconds * 1e9).toPrecision(3))} ns`;
}
