import type { StateResult } from '../../server/protocol/index.ts';
import { formatCount, formatPercent, formatPhase } from '../ui/format.ts';
import { basisKey } from './distribution.ts';
import { t } from '../ui/words.ts';

/** The most amplitudes that the table lists. */
const mostRows = 256;
/** Tables of at most so many rows are open from the start. */
const fewRows = 16;

/** The amplitudes of a state, the largest first; phases say what probabilities cannot. */
export function StateTable({ state }: { readonly state: StateResult }) {
  const { qubits, amplitudes, summary } = state;
  if (amplitudes === undefined)
    return (
      <p class="quiet">
        {t(
          'The state has {0} amplitudes; only the likeliest basis states are shown.',
          formatCount(summary?.amplitudes ?? 2 ** qubits),
        )}
      </p>
    );
  const rows = amplitudes
    .map(([re, im], index) => ({ key: basisKey(index, qubits), re, im, probability: re * re + im * im }))
    .filter(({ probability }) => probability > 1e-15)
    .toSorted((a, b) => b.probability - a.probability);
  return (
    <details class="amplitudes" open={rows.length <= fewRows}>
      <summary>{t('Amplitudes and phases')}</summary>
      <div class="table-frame" tabIndex={0} role="region" aria-label={t('Amplitudes')}>
        <table>
          <caption class="visually-hidden">{t('Amplitudes, the largest first')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('State')}</th>
              <th scope="col">{t('Amplitude')}</th>
              <th scope="col">{t('Phase')}</th>
              <th scope="col">{t('Probability')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, mostRows).map(({ key, re, im, probability }) => (
              <tr key={key}>
                <th scope="row">{key}</th>
                <td>{formatAmplitude(re, im)}</td>
                <td>{formatPhase(Math.atan2(im, re))}</td>
                <td>{formatPercent(probability)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > mostRows && (
        <p class="quiet">{t('and {0} more', formatCount(rows.length - mostRows))}</p>
      )}
    </details>
  );
}

function formatAmplitude(re: number, im: number): string {
  const sign = im < 0 ? '−' : '+';
  const real = re.toFixed(5).replace('-', '−');
  return `${real} ${sign} ${Math.abs(im).toFixed(5)}i`;
}
