import { formatCount, formatPercent } from '../ui/format.ts';
import type { Outcome } from './distribution.ts';
import { t } from '../ui/words.ts';

interface DistributionTableProperties {
  readonly caption: string;
  readonly outcomes: readonly Outcome[];
  readonly shots: number;
}

/** The same outcomes as the chart shows, as numbers. */
export function DistributionTable({ caption, outcomes, shots }: DistributionTableProperties) {
  return (
    <div class="table-frame" tabIndex={0} role="region" aria-label={caption}>
      <table>
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('Outcome')}</th>
            {shots > 0 && <th scope="col">{t('Count')}</th>}
            <th scope="col">{t('Probability')}</th>
            {shots > 0 && <th scope="col">{t('95 % interval')}</th>}
          </tr>
        </thead>
        <tbody>
          {outcomes.map(({ key, count, probability, interval }) => (
            <tr key={key}>
              <th scope="row">{key}</th>
              {shots > 0 && <td>{formatCount(count ?? 0)}</td>}
              <td>{formatPercent(probability)}</td>
              {shots > 0 && (
                <td>{interval && `${formatPercent(interval.low)} to ${formatPercent(interval.high)}`}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
