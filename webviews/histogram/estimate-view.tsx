import type { EstimateResult, RunView } from '../../server/protocol/index.ts';
import { formatEstimate } from '../ui/format.ts';
import { SaveButtons } from './save-buttons.tsx';
import { t } from '../ui/words.ts';

interface EstimateViewProperties {
  readonly run: RunView;
  readonly task: string;
  readonly result: EstimateResult;
}

/** An expectation value, with how sure it is. */
export function EstimateView({ run, task, result }: EstimateViewProperties) {
  const { value, stderr, variance } = result;
  const low = formatEstimate(value - 1.96 * stderr, 0);
  const high = formatEstimate(value + 1.96 * stderr, 0);
  return (
    <section aria-label={t('Result of {0}', task)}>
      <div class="toolbar">
        <SaveButtons run={run} task={task} result={result} drawing={false} />
      </div>
      <p class="estimate">{formatEstimate(value, stderr)}</p>
      <p class="quiet">
        {variance !== undefined && `${t('Variance {0}.', formatEstimate(variance, 0))} `}
        {stderr > 0
          ? t('Value ± standard error; 95 % interval {0} to {1}.', low, high)
          : t('Exact expectation value.')}
      </p>
    </section>
  );
}
