import type { GradientResult, RunView } from '../../server/protocol/index.ts';
import { formatCount, formatEstimate } from '../ui/format.ts';
import { SaveButtons } from './save-buttons.tsx';
import { t } from '../ui/words.ts';

/** The most derivatives that the table lists; the saved files have all. */
const mostRows = 1000;

const rules = {
  adjoint: t('Exact, by adjoint differentiation.'),
  parameter_shift: t('By parameter shifts.'),
} as const;

interface GradientViewProperties {
  readonly run: RunView;
  readonly task: string;
  readonly result: GradientResult;
}

/** An expectation value and its derivatives, one row a parameter. */
export function GradientView({ run, task, result }: GradientViewProperties) {
  const { value, stderr, rule, derivatives } = result;
  return (
    <section aria-label={t('Result of {0}', task)}>
      <div class="toolbar">
        <SaveButtons run={run} task={task} result={result} drawing={false} />
      </div>
      <p class="estimate">{formatEstimate(value, stderr)}</p>
      <p class="quiet">{rules[rule]}</p>
      <div class="table-frame" tabIndex={0} role="region" aria-label={t('Derivatives')}>
        <table>
          <caption class="visually-hidden">{t('Derivatives by parameter')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('Parameter')}</th>
              <th scope="col">{t('Derivative')}</th>
            </tr>
          </thead>
          <tbody>
            {derivatives.slice(0, mostRows).map((one) => (
              <tr key={one.name}>
                <th scope="row">{one.name}</th>
                <td>{formatEstimate(one.value, one.stderr)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {derivatives.length > mostRows && (
        <p class="quiet">and {formatCount(derivatives.length - mostRows)} more</p>
      )}
    </section>
  );
}
