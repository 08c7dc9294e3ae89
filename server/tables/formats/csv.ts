import { type CellValue, type TableColumn, TableFault, sameName } from '../../base/index.ts';
import { type Row, type Rows, continued, firstOf, orClosing, sampledRows } from '../rows.ts';
import { cellOf, typeOfTexts } from './cell-types.ts';
import { type CsvRecord, csvRecords } from './csv-records.ts';

export interface CsvOptions {
  readonly separator: string;
  /** Whether the first record names the columns. */
  readonly hasHeader: boolean;
  /** The types that hold, whatever the first rows look like. */
  readonly columns: readonly TableColumn[];
}

/** The rows of a CSV file. Columns have the types that fit the first rows. @throws {TableFault} */
export async function readCsv(path: string, options: CsvOptions): Promise<Rows> {
  const records = csvRecords(path, options.separator);
  const { hasHeader } = options;
  const sample = await firstOf(records, sampledRows + (hasHeader ? 1 : 0));
  const columns = await orClosing(records, () => columnsOf(sample, options));
  const first = hasHeader ? sample.slice(1) : sample;
  return { columns, batches: continued(first, records, (record) => rowOf(record, columns)) };
}

function columnsOf(sample: readonly CsvRecord[], { hasHeader, columns: given }: CsvOptions) {
  const [head] = sample;
  if (head === undefined) throw new TableFault('the file is empty');
  const names = head.cells.map((cell, place) => (hasHeader ? (cell ?? '').trim() : `column${place + 1}`));
  const unnamed = names.indexOf('');
  if (unnamed >= 0) throw new TableFault(`column ${unnamed + 1} has no name in line ${head.line}`);
  const rows = (hasHeader ? sample.slice(1) : sample).slice(0, sampledRows);
  const columns = names.map((name, place): TableColumn => {
    const texts = () => rows.flatMap(({ cells }) => cells[place] ?? []);
    return given.find((column) => column.name === name) ?? { name, type: typeOfTexts(texts()) };
  });
  const fault = sameName(columns);
  if (fault !== undefined) throw new TableFault(fault);
  return columns;
}

function rowOf({ line, cells }: CsvRecord, columns: readonly TableColumn[]): Row {
  if (cells.length !== columns.length)
    throw new TableFault(
      `line ${line} has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, and there are ${columns.length} columns`,
    );
  return columns.map(({ name, type }, place): CellValue => {
    const text = cells[place] ?? null;
    if (text === null || (text === '' && type !== 'string')) return null;
    const value = cellOf(text, type);
    if (value === undefined)
      throw new TableFault(
        `\`${text.slice(0, 40)}\` in column ${name} of line ${line} is no ${type}; columns: "${name} string" takes it as text`,
      );
    return value;
  });
}

/** The lines of a CSV file with a header, as RFC 4180 writes them, in pieces. */
export async function* csvText({ columns, batches }: Rows, separator: string): AsyncGenerator<string> {
  yield line(
    columns.map(({ name }) => name),
    separator,
  );
  for await (const rows of batches) yield rows.map((row) => line(row, separator)).join('');
}

function line(cells: Row, separator: string): string {
  return `${cells.map((cell) => cellText(cell, separator)).join(separator)}\n`;
}

function cellText(cell: CellValue, separator: string): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return cell === Infinity ? 'inf' : cell === -Infinity ? '-inf' : String(cell);
  const isQuoted = cell === '' || /["\r\n]/.test(cell) || cell.includes(separator);
  return isQuoted ? `"${cell.replaceAll('"', '""')}"` : cell;
}
