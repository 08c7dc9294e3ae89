import { useState } from 'preact/hooks';
import type { TargetTable, ToPanel } from '../../server/protocol/index.ts';
import { Empty } from '../ui/empty.tsx';
import { formatShots } from '../ui/format.ts';
import { type Column, columns, sorted } from './columns.ts';
import { t } from '../ui/words.ts';

/** How a circuit does on its targets, one row each. */
export function TargetsPanel({ message }: { readonly message: ToPanel }) {
  if (message.kind === 'targets') return <Targets table={message.table} />;
  const text = message.kind === 'empty' ? message.message : t('There are no targets to show.');
  return <Empty title={t('Targets')} message={text} />;
}

function Targets({ table }: { readonly table: TargetTable }) {
  const [place, choose] = useState(2);
  const [isDescending, turn] = useState(true);
  const column = columns[place];
  const rows = column === undefined ? table.rows : sorted(table.rows, column, isDescending);
  const order = (other: number) => {
    if (other === place) turn(!isDescending);
    else choose(other);
  };
  return (
    <main class="targets">
      <header class="run-header">
        <h1>{table.circuit}</h1>
        <p class="quiet">
          {t('{0} qubits', table.qubits)}, {formatShots(table.shots)}.{' '}
          {t('Estimates; the headings put the rows in order.')}
        </p>
      </header>
      <div class="table-frame" tabIndex={0} role="region" aria-label={t('Targets')}>
        <table>
          <caption class="visually-hidden">{t('How {0} does on each target', table.circuit)}</caption>
          <thead>
            <tr>
              {columns.map((one, index) => (
                <Heading
                  key={one.name}
                  column={one}
                  direction={index === place ? (isDescending ? 'descending' : 'ascending') : 'none'}
                  onClick={() => order(index)}
                />
              ))}
              <th scope="col">{t('Remarks')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.device}>
                <th scope="row" title={columns[0]?.tooltip(row)}>
                  {row.device}
                </th>
                {columns.slice(1).map((one) => (
                  <td key={one.name} title={one.tooltip(row)} class={cellClass(one, row.fits)}>
                    {one.text(row)}
                  </td>
                ))}
                <td class="reasons">{row.reasons.join(' ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </main>
  );
}

function cellClass({ name }: Column, fits: boolean): string | undefined {
  if (name !== 'Fits') return 'number';
  return fits ? undefined : 'fits-not';
}

interface HeadingProperties {
  readonly column: Column;
  readonly direction: 'ascending' | 'descending' | 'none';
  readonly onClick: () => void;
}

function Heading({ column, direction, onClick }: HeadingProperties) {
  const arrow = { ascending: ' ▲', descending: ' ▼', none: '' }[direction];
  return (
    <th scope="col" aria-sort={direction} title={column.about}>
      <button type="button" onClick={onClick}>
        {column.title}
        <span aria-hidden="true">{arrow}</span>
      </button>
    </th>
  );
}
