const units = [
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

/** Milliseconds as the language writes a duration: `90min`, `1.5s`. */
export function durationText(milliseconds: number): string {
  const [unit, size] = units.find(([, one]) => milliseconds >= one) ?? (['ms', 1] as const);
  return `${Number((milliseconds / size).toPrecision(4))}${unit}`;
}
