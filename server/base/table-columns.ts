/** The columns of tables: their names and types, in the order of the table. */

/** `int` has 64 bits, `float` is IEEE double, `date` is a moment as ISO 8601 text. */
export const columnTypes = ['bool', 'int', 'float', 'string', 'date'] as const;
export type ColumnType = (typeof columnTypes)[number];

export interface TableColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** What a cell holds; `null` where it is empty. A `float` that is no number is empty too. */
export type CellValue = bigint | number | string | boolean | null;

/** Why a table cannot be read, written or made, in a sentence without its full stop. */
export class TableFault extends Error {
  override readonly name = 'TableFault';
}

/** Columns as programs name them, `angle float, label string`; a sentence for what is wrong with the text. */
export function parseColumns(text: string): readonly TableColumn[] | string {
  const columns: TableColumn[] = [];
  for (const part of text.split(',')) {
    const [, name = '', type = ''] = /^\s*"?([^"]*?)"?\s+(\S+)\s*$/.exec(part) ?? [];
    const known = columnTypes.find((candidate) => candidate === type);
    if (name === '') return `\`${part.trim()}\` is no name with a type, such as \`energy float\``;
    if (known === undefined) return `\`${type}\` is none of the types ${columnTypes.join(', ')}`;
    columns.push({ name, type: known });
  }
  return sameName(columns) ?? columns;
}

/** Says of which name there are two columns, which differ in more than upper and lower case. */
export function sameName(columns: readonly TableColumn[]): string | undefined {
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name.toLowerCase())) return `two columns are called ${name}`;
    seen.add(name.toLowerCase());
  }
  return undefined;
}

/** `angle float, label string` */
export function columnsText(columns: readonly TableColumn[], most = Infinity): string {
  const shown = columns.slice(0, most).map(({ name, type }) => `${name} ${type}`);
  return [...shown, ...(columns.length > shown.length ? [`… ${columns.length} in all`] : [])].join(', ');
}
