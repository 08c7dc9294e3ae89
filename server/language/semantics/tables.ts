import { type TableColumn, parseColumns } from '../../base/index.ts';
import { type Call, summaryColumns } from '../../library/index.ts';
import type { CallExpression, Expression, IndexExpression, Name } from '../syntax/tree.ts';
import { type Analysis, didYouMean } from './analysis.ts';
import { typeOf } from './expect.ts';
import type { Type } from './model.ts';
import { selectedColumns } from './select-list.ts';
import { closest } from './spelling.ts';
import { bool, float, int, isClassical, isReal, text, typeText, unknown } from './types.ts';

/** What the columns of a table are, as far as it is known while typing, and the types of their cells. */

type Given = ReadonlyMap<string, Expression>;

/** The type of what a call on tables gives, once its arguments have been checked. */
export function tableType(a: Analysis, node: CallExpression, call: Call, given: Given): Type {
  const columns = columnsOf(a, node, call, given);
  return columns === undefined ? { kind: 'frame' } : { kind: 'frame', columns };
}

/** The columns that a call says itself: of what comes out of a program too. */
export function saidColumns(given: Given): readonly TableColumn[] | undefined {
  const said = given.get('columns');
  const columns = said?.kind === 'string' ? parseColumns(said.value) : undefined;
  return typeof columns === 'string' ? undefined : columns;
}

function columnsOf(
  a: Analysis,
  node: CallExpression,
  call: Call,
  given: Given,
): readonly TableColumn[] | undefined {
  switch (call.name) {
    case 'read':
      return withSaid(fileColumns(a, given.get('source')), saidColumns(given));
    case 'write': {
      const table = given.get('table');
      const type = table && typeOf(a, table);
      return type?.kind === 'frame' ? type.columns : undefined;
    }
    case 'table':
      return checkLists(a, node);
    case 'sql':
      return withSaid(answerColumns(a, node, given), saidColumns(given));
    case 'summarize':
      return summaryColumns;
    default:
      return undefined;
  }
}

/** The columns of a file with the types that the program says. */
function withSaid(
  found: readonly TableColumn[] | undefined,
  said: readonly TableColumn[] | undefined,
): readonly TableColumn[] | undefined {
  if (found === undefined || said === undefined) return found ?? said;
  const added = said.filter(({ name }) => !found.some((column) => column.name === name));
  return [...found.map((column) => said.find(({ name }) => name === column.name) ?? column), ...added];
}

/** The columns of a file as its beginning tells them, where it can be seen; one that is wrong is reported. */
function fileColumns(a: Analysis, source: Expression | undefined): readonly TableColumn[] | undefined {
  if (source?.kind !== 'call') return undefined;
  const file = source.arguments.find(({ name }) => name === undefined || name.text === 'file')?.value;
  if (file?.kind !== 'string') return undefined;
  const look = a.file.looks?.of.get(source);
  const fault = look?.isMissing === true ? 'there is no such file' : look?.fault;
  if (fault !== undefined) a.report('QF6007', file.span, [file.value, fault]);
  return look?.columns;
}

/** Lists of numbers, texts or conditions are columns. */
function checkLists(a: Analysis, node: CallExpression): readonly TableColumn[] | undefined {
  const columns = node.arguments.flatMap(({ name, value }): TableColumn[] => {
    const type = typeOf(a, value);
    const column = type.kind === 'list' ? columnType(type.element) : undefined;
    if (type.kind !== 'unknown' && column === undefined)
      a.report('QF2010', value.span, [typeText(type), 'a list of numbers, texts or conditions']);
    return name === undefined || column === undefined ? [] : [{ name: name.text, type: column }];
  });
  if (node.arguments.length === 0) a.report('QF5004', node.callee.span, ['table', 'list under a name']);
  return columns.length === node.arguments.length ? columns : undefined;
}

function columnType(type: Type): TableColumn['type'] | undefined {
  if (type.kind === 'string') return 'string';
  if (type.kind === 'bool') return 'bool';
  if (!isReal(type) && type.kind !== 'angle') return undefined;
  return type.kind === 'int' || type.kind === 'uint' ? 'int' : 'float';
}

/** The columns that a query names, where it does it plainly. */
function answerColumns(a: Analysis, node: CallExpression, given: Given): readonly TableColumn[] | undefined {
  const query = given.get('query');
  if (query?.kind !== 'string') return undefined;
  const tables = node.arguments.flatMap(({ name, value }) => {
    const type = typeOf(a, value);
    return name !== undefined && type.kind === 'frame' ? [[name.text, type.columns] as const] : [];
  });
  return selectedColumns(query.value, new Map(tables));
}

/** The list of what a column holds. @param name as it is written after a dot or in brackets */
export function columnList(a: Analysis, table: Extract<Type, { kind: 'frame' }>, name: Name): Type {
  if (table.columns === undefined) return { kind: 'list', element: float };
  const column = table.columns.find((candidate) => candidate.name === name.text);
  if (column !== undefined) return { kind: 'list', element: cellType(column.type) };
  const known = table.columns.map((candidate) => candidate.name);
  const suggestion = closest(name.text, known);
  const details = suggestion === undefined ? {} : didYouMean(suggestion, name.span);
  a.report('QF5008', name.span, [name.text, 'a table', known.join(', ')], details);
  return unknown;
}

/** `scan["energy of it"]`: a column whose name is no word. */
export function checkColumnIndex(
  a: Analysis,
  node: IndexExpression,
  table: Extract<Type, { kind: 'frame' }>,
): Type {
  for (const index of node.indices) a.check(index);
  const [index] = node.indices;
  if (index?.kind === 'string' && node.indices.length === 1)
    return columnList(a, table, { text: index.value, span: index.span });
  if (index !== undefined)
    a.report('QF2010', index.span, [typeText(typeOf(a, index)), 'the name of a column, such as "energy"']);
  return unknown;
}

/** The type of a cell in a program. */
export function cellType(type: TableColumn['type']): Type {
  switch (type) {
    case 'bool':
      return bool;
    case 'int':
      return int;
    case 'float':
      return float;
    default:
      return text;
  }
}

/** Whether a value can be handed to a query: a table, a number or a text. */
export function isForQuery(type: Type): boolean {
  if (type.kind === 'frame' || type.kind === 'string' || type.kind === 'unknown') return true;
  return isClassical(type) && (isReal(type) || type.kind === 'bool');
}
