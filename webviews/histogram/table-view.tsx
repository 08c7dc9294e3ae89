import { type RunView, type TableResult, cellText } from '../../server/protocol/index.ts';
import { SaveButtons } from './save-buttons.tsx';

interface TableViewProperties {
  readonly run: RunView;
  readonly task: string;
  readonly result: TableResult;
}

/** The first rows of a table under the names and types of its columns. */
export function TableView({ run, task, result }: TableViewProperties) {
  const { columns, head, rows } = result;
  return (
    <section aria-label={`Result of ${task}`}>
      <div class="toolbar">
        <SaveButtons run={run} task={task} result={result} drawing={false} />
      </div>
      <p>{sizeText(rows, columns.length)}</p>
      <div class="table-frame" tabIndex={0} role="region" aria-label={`Rows of ${task}`}>
        <table>
          <caption class="visually-hidden">First rows of {task}</caption>
          <thead>
            <tr>
              <th scope="col">Row</th>
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
                    {cell === null ? <em class="quiet">empty</em> : cellText(cell)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows > head.length && <p class="quiet">{(rows - head.length).toLocaleString('en')} more rows.</p>}
    </section>
  );
}

function sizeText(rows: number, columns: number): string {
  return `${counted(rows, 'row')}, ${counted(columns, 'column')}.`;
}

function counted(number: number, thing: string): string {
  return `${number.toLocaleString('en')} ${thing}${number === 1 ? '' : 's'}`;
}

/** Numbers stand under each other by their last digit, texts by their first letter. */
function alignment(type: string | undefined): 'text-cell' | '' {
  return type === 'float' || type === 'int' ? '' : 'text-cell';
}
