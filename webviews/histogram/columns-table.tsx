import { plainText } from '../../server/protocol/index.ts';
import { formatCount } from '../ui/format.ts';
import { t } from '../ui/words.ts';
import type { RecordColumns } from './record-columns.ts';

/** The most rows that the table lists; the saved files have all. */
const mostRows = 1000;

/** A record of lists, a row for each place: of a prediction the samples with their class, how sure it is, and why. */
export function ColumnsTable({ task, record }: { readonly task: string; readonly record: RecordColumns }) {
  const { facts, columns, rows } = record;
  const shown = Array.from({ length: Math.min(rows, mostRows) }, (_, row) => row);
  return (
    <>
      {facts.length > 0 && (
        <p class="estimate">{facts.map(([name, value]) => `${name} ${plainText(value)}`).join(', ')}</p>
      )}
      <div class="table-frame" tabIndex={0} role="region" aria-label={t('Values of {0}', task)}>
        <table>
          <caption class="visually-hidden">{t('Values of {0}', task)}</caption>
          <thead>
            <tr>
              <th scope="col">{t('Index')}</th>
              {columns.map(([name]) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row}>
                <th scope="row">{row}</th>
                {columns.map(([name, values]) => (
                  <td key={name}>{plainText(values[row] ?? '')}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows > mostRows && <p class="quiet">{t('and {0} more', formatCount(rows - mostRows))}</p>}
    </>
  );
}
