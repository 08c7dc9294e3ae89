import type { ColumnType, TableColumn } from '../../base/index.ts';

type Columns = readonly TableColumn[];

/** Functions of SQL whose type does not hang on what they are given. */
const typed: Readonly<Record<string, ColumnType>> = {
  count: 'int',
  length: 'int',
  row_number: 'int',
  rank: 'int',
  avg: 'float',
  total: 'float',
  sqrt: 'float',
  exp: 'float',
  ln: 'float',
  sin: 'float',
  cos: 'float',
  upper: 'string',
  lower: 'string',
  trim: 'string',
  substr: 'string',
  replace: 'string',
};

/** Functions that give what they are given. */
const passing: ReadonlySet<string> = new Set([
  'min',
  'max',
  'sum',
  'abs',
  'coalesce',
  'first_value',
  'last_value',
]);

/**
 * The columns of the answer to a query that names them plainly: columns of tables, and what is computed of them under a name. For
 * completion and types while typing; the answer itself tells its own.
 *
 * @returns nothing where the query is one of another form
 */
export function selectedColumns(
  query: string,
  tables: ReadonlyMap<string, Columns | undefined>,
): Columns | undefined {
  const head = /^\s*select\s+(?:distinct\s+)?([\s\S]*?)\sfrom\s+([\s\S]*)$/i.exec(query);
  const [, list = '', rest = ''] = head ?? [];
  if (head === null || /\b(?:union|intersect|except)\b/i.test(rest) || /^\s*\(/.test(rest)) return undefined;
  const visible = [...tables].flatMap(([name, columns]) =>
    new RegExp(String.raw`\b${name}\b`, 'i').test(rest) ? [columns] : [],
  );
  if (visible.includes(undefined)) return undefined;
  const all = visible.flatMap((columns) => columns ?? []);
  const found: TableColumn[] = [];
  for (const item of itemsOf(list)) {
    const columns = item === '*' ? all : columnOf(item, all);
    if (columns === undefined) return undefined;
    found.push(...columns);
  }
  return found.length === 0 ? undefined : found;
}

/** The parts of a list between commas that stand in no brackets and no quotes. */
function itemsOf(list: string): string[] {
  const items: string[] = [];
  let [item, depth, quote] = ['', 0, ''];
  for (const letter of list) {
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === "'" || letter === '"') quote = letter;
    else if (letter === '(') depth++;
    else if (letter === ')') depth--;
    if (letter === ',' && depth === 0 && quote === '') {
      items.push(item.trim());
      item = '';
    } else item += letter;
  }
  return [...items, item.trim()];
}

/** One column with its name; nothing where that is not plain. */
function columnOf(item: string, all: Columns): Columns | undefined {
  const [, expression = item, alias] = /^([\s\S]*?)\s+as\s+("[^"]+"|\w+)$/i.exec(item) ?? [];
  const name = bare(alias ?? expression);
  const type =
    typeOfExpression(expression.trim(), all) ?? (alias === undefined ? undefined : computedType(expression));
  return name === undefined || type === undefined ? undefined : [{ name, type }];
}

/** What is computed is a number, unless it is put together of texts. */
function computedType(expression: string): ColumnType {
  return /\|\||'|\bcast\s*\([\s\S]*\bas\s+text\b/i.test(expression) ? 'string' : 'float';
}

/** A name without its table and its quotes. */
function bare(text: string): string | undefined {
  const [, quoted, word] = /^(?:\w+\.)?(?:"([^"]+)"|(\w+))$/.exec(text.trim()) ?? [];
  return quoted ?? word;
}

function typeOfExpression(expression: string, all: Columns): ColumnType | undefined {
  const name = bare(expression);
  if (name !== undefined) return all.find((column) => column.name.toLowerCase() === name.toLowerCase())?.type;
  const [, called = '', inner = ''] =
    /^(\w+)\s*\(([\s\S]*)\)(?:\s+over\s*\([\s\S]*\))?$/i.exec(expression) ?? [];
  const known = typed[called.toLowerCase()];
  if (known !== undefined) return known;
  if (passing.has(called.toLowerCase())) return typeOfExpression(itemsOf(inner)[0] ?? '', all);
  return undefined;
}
