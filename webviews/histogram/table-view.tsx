import { type RunView, type TableResult, cellText } from '../../server/protocol/index.ts';
import { SaveButtons } from './save-buttons.tsx';
import { formatCount } from '../ui/format.ts';
import { t } from '../ui/words.ts';

interface TableViewProperties {
  readonly run: RunView;
  readonly task: string;
  readonly result: TableResult;
}

/** The first rows of a table under the names and types of its columns. */
export function TableView({ run, task, result }: TableViewProperties) {
  const { columns, head, rows } = result;
  return (
    <section aria-label={t('Result of {0}', task)}>
      <div class="toolbar">
        <SaveButtons run={run} task={task} result={result} drawing={false} />
      </div>
      <p>{sizeText(rows, columns.length)}</p>
      <div class="table-frame" tabIndex={0} role="region" aria-label={t('Rows of {0}', task)}>
        <table>
          <caption class="visually-hidden">{t('Rows of {0}', task)}</caption>
          <thead>
            <tr>
              <th scope="col">{t('Row')}</th>
              {columns.map(({ name, type }) => (
                <th scope="col" key={name} class={alignment(type)}>
                  {name} <span class="column-type">{type}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {head.map((row, place) => (
              <tr key={place}>
                <th scope="row">{place + 1}</th>
                {row.map((cell, column) => (
                  <td key={column} class={alignment(columns[column]?.type)}>
                    {cell === null ? <em class="quiet">{t('empty')}</em> : cellText(cell)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows > head.length && (
        <p class="quiet">{t('{0} more rows.', (rows - head.length).toLocaleString('en'))}</p>
      )}
    </section>
  );
}

function sizeText(rows: number, columns: number): string {
  return t('Rows: {0}, columns: {1}.', formatCount(rows), formatCount(columns));
}

/** Numbers stand under each other by their last digit, texts by their first letter. */
function alignment(type: string | undefined): 'text-cell' | '' {
  return type === 'float' || type === 'int' ? '' : 'text-cell';
}
