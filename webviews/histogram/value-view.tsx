import {
  type PlainValue,
  type RunView,
  type ValueResult,
  plainRows,
  plainText,
} from '../../server/protocol/index.ts';
import { ColumnsTable } from './columns-table.tsx';
import { recordColumns } from './record-columns.ts';
import { SaveButtons } from './save-buttons.tsx';
import { t } from '../ui/words.ts';

interface ValueViewProperties {
  readonly run: RunView;
  readonly task: string;
  readonly result: ValueResult;
}

/** The value of an expression: a single one large, a list or a table row by row, a record of lists as columns. */
export function ValueView({ run, task, result }: ValueViewProperties) {
  const { value } = result;
  const record = recordColumns(value);
  return (
    <section aria-label={t('Result of {0}', task)}>
      <div class="toolbar">
        <SaveButtons run={run} task={task} result={result} drawing={false} />
      </div>
      {record === undefined ? (
        <PlainRows task={task} value={value} />
      ) : (
        <ColumnsTable task={task} record={record} />
      )}
    </section>
  );
}

function PlainRows({ task, value }: { readonly task: string; readonly value: PlainValue }) {
  const rows = plainRows(value);
  if (rows.length === 1 && rows[0]?.[1] === value) return <p class="estimate">{plainText(value)}</p>;
  return (
    <div class="table-frame" tabIndex={0} role="region" aria-label={t('Values of {0}', task)}>
      <table>
        <caption class="visually-hidden">{t('Values of {0}', task)}</caption>
        <thead>
          <tr>
            <th scope="col">{Array.isArray(value) ? t('Index') : t('Outcome')}</th>
            <th scope="col">{t('Value')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([key, entry]) => (
            <tr key={key}>
              <th scope="row">{key}</th>
              <td>{plainText(entry)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
