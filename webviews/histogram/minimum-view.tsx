import type { MinimumResult, RunView } from '../../server/protocol/index.ts';
import { formatCount, formatEstimate } from '../ui/format.ts';
import { ConvergenceChart } from './convergence-chart.tsx';
import { SaveButtons } from './save-buttons.tsx';
import { t } from '../ui/words.ts';

/** The most parameters that the table lists; the saved files have all. */
const mostRows = 1000;

const endings: Readonly<Record<MinimumResult['stopped'], string>> = {
  converged: t('It converged.'),
  threshold: t('It reached its threshold.'),
  iterations: t('It used up its iterations.'),
  evaluations: t('It used up its evaluations.'),
  stalled: t('It found no way further down.'),
  'not-finite': 'A value was no number.',
};

interface MinimumViewProperties {
  readonly run: RunView;
  readonly task: string;
  readonly result: MinimumResult;
}

/** The least value that a search found, its way there, and the parameters. */
export function MinimumView({ run, task, result }: MinimumViewProperties) {
  const { value, stderr, optimizer, iterations, evaluations, stopped, names, parameters, history } = result;
  return (
    <section aria-label={t('Result of {0}', task)}>
      <div class="toolbar">
        <SaveButtons run={run} task={task} result={result} drawing={history.length > 0} />
      </div>
      <p class="estimate">{formatEstimate(value, stderr)}</p>
      <p class="quiet">
        {optimizer}: {formatCount(iterations)} iterations, {formatCount(evaluations)} evaluations.{' '}
        {endings[stopped]}
      </p>
      {history.length > 0 && (
        <ConvergenceChart history={history} label={t('Values of {0} by iteration', task)} />
      )}
      <div class="table-frame" tabIndex={0} role="region" aria-label={t('Parameters')}>
        <table>
          <caption class="visually-hidden">{t('Parameters found')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('Parameter')}</th>
              <th scope="col">{t('Value')}</th>
            </tr>
          </thead>
          <tbody>
            {names.slice(0, mostRows).map((name, place) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{formatEstimate(parameters[place] ?? NaN, 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {names.length > mostRows && (
        <p class="quiet">{t('and {0} more', formatCount(names.length - mostRows))}</p>
      )}
    </section>
  );
}
