import type { GradientResult, RunView } from '../../server/protocol/index.ts';
import { formatCount, formatEstimate } from '../ui/format.ts';
import { SaveButtons } from './save-buttons.tsx';

/** The most derivatives that the table lists; the saved files have all. */
const mostRows = 1000;

const rules = {
  adjoint: 'Exact, by adjoint differentiation.',
  parameter_shift: 'By parameter shifts.',
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
    <section aria-label={`Result of ${task}`}>
      <div class="toolbar">
        <SaveButtons run={run} task={task} result={result} drawing={false} />
      </div>
      <p class="estimate">{formatEstimate(value, stderr)}</p>
      <p class="quiet">{rules[rule]}</p>
      <div class="table-frame" tabIndex={0} role="region" aria-label="Derivatives">
        <table>
          <caption class="visually-hidden">Derivatives by parameter</caption>
          <thead>
            <tr>
              <th scope="col">Parameter</th>
              <th scope="col">Derivative</th>
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
