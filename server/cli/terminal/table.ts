import { type TableResult, cellText, tableText } from '../../protocol/index.ts';
import { type Terminal, paint } from './terminal.ts';

/** The widest cell that is shown, in characters. */
const widestCell = 28;

/** The names of the columns and the first rows, as far as the terminal is wide. */
export function drawTable(result: TableResult, terminal: Terminal): string[] {
  const { columns, head, rows } = result;
  const cells = [columns.map(({ name }) => name), ...head.map((row) => row.map(cellText))];
  const widths = columns.map((_, place) =>
    Math.min(widestCell, Math.max(...cells.map((row) => row[place]?.length ?? 0))),
  );
  const shown = shownColumns(widths, terminal.width);
  const lines = cells.map((row) =>
    row
      .slice(0, shown)
      .map((cell, place) => fitted(cell, widths[place] ?? 0, isNumeric(columns[place]?.type)))
      .join('  ')
      .trimEnd(),
  );
  const [names = '', ...body] = lines;
  const rest =
    rows > head.length ? [paint(terminal, 'dim', `… ${(rows - head.length).toLocaleString('en')} more`)] : [];
  return [tableText(result), paint(terminal, 'bold', names), ...body, ...rest];
}

/** How many columns have room beside each other; at least one. */
function shownColumns(widths: readonly number[], room: number): number {
  let used = 0;
  const first = widths.findIndex((width) => {
    used += width + 2;
    return used - 2 > room;
  });
  return Math.max(1, first < 0 ? widths.length : first);
}

function fitted(cell: string, width: number, isRight: boolean): string {
  const line = cell.replaceAll(/\s/g, ' ');
  const short = line.length > width ? `${line.slice(0, width - 1)}…` : line;
  return isRight ? short.padStart(width) : short.padEnd(width);
}

function isNumeric(type: string | undefined): boolean {
  return type === 'int' || type === 'float';
}
