import type { Distribution } from './distribution.ts';
import { formatCount, formatPercent, formatShots, shorten } from '../ui/format.ts';
import { t } from '../ui/words.ts';

/** Characters of a key that a sentence can bear. */
const longest = 24;

/** A distribution in two sentences, for those who do not see the chart. */
export function summarise({ outcomes, shots, omitted }: Distribution): string {
  const total = outcomes.length + omitted.outcomes;
  const [first, second] = outcomes.toSorted((a, b) => b.probability - a.probability);
  if (first === undefined) return t('No outcomes.');
  const from = shots === 0 ? t('exact probabilities') : t('from {0}', formatShots(shots));
  const head = total === 1 ? t('One outcome, {0}.', from) : t('{0} outcomes, {1}.', formatCount(total), from);
  const most = t(
    'Most frequent: {0} with {1}',
    shorten(first.key, longest),
    formatPercent(first.probability),
  );
  const next =
    second === undefined
      ? ''
      : `, ${t('then {0} with {1}', shorten(second.key, longest), formatPercent(second.probability))}`;
  return `${head} ${most}${next}.`;
}
