import type { Distribution } from './distribution.ts';
import { formatCount, formatPercent, formatShots, shorten } from '../ui/format.ts';

/** Characters of a key that a sentence can bear. */
const longest = 24;

/** A distribution in two sentences, for those who do not see the chart. */
export function summarise({ outcomes, shots, omitted }: Distribution): string {
  const total = outcomes.length + omitted.outcomes;
  const [first, second] = outcomes.toSorted((a, b) => b.probability - a.probability);
  if (first === undefined) return 'No outcomes.';
  const from = shots === 0 ? 'exact probabilities' : `from ${formatShots(shots)}`;
  const head = total === 1 ? `One outcome, ${from}.` : `${formatCount(total)} outcomes, ${from}.`;
  const most = `Most frequent: ${shorten(first.key, longest)} with ${formatPercent(first.probability)}`;
  const next =
    second === undefined
      ? ''
      : `, then ${shorten(second.key, longest)} with ${formatPercent(second.probability)}`;
  return `${head} ${most}${next}.`;
}
