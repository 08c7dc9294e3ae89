import type { EstimateResult, RunView } from '../../server/protocol/index.ts';
import { formatEstimate } from '../ui/format.ts';
import { SaveButtons } from './save-buttons.tsx';

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
    <section aria-label={`Result of ${task}`}>
      <div class="toolbar">
        <SaveButtons run={run} task={task} result={result} drawing={false} />
      </div>
      <p class="estimate">{formatEstimate(value, stderr)}</p>
      <p class="quiet">
        {variance !== undefined && `Variance ${formatEstimate(variance, 0)}. `}
        {stderr > 0 ? `Value ± standard error; 95 % interval ${low} to ${high}.` : 'Exact expectation value.'}
      </p>
    </section>
  );
}
