import { columnsText } from '../base/index.ts';
import { plainText } from './plain-value.ts';
import type { TableCell, TableResult } from './result.ts';

/** Columns that one line names. */
const shownColumns = 8;

/** `1,200 rows of angle float, energy float` */
export function tableText({ columns, rows }: TableResult): string {
  return `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'} of ${columnsText(columns, shownColumns)}`;
}

/** A cell as people read it; an empty one has no text. */
export function cellText(cell: TableCell): string {
  return cell === null ? '' : plainText(cell);
}
