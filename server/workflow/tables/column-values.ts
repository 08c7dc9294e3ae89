import { type CellValue, type ColumnType, type Span, TableFault } from '../../base/index.ts';
import type { Model, typeText } from '../../language/index.ts';
import { diagnose } from '../../library/index.ts';
import type { TableResult } from '../../protocol/index.ts';
import { TaskFailure } from '../failure.ts';
import type { RunValue } from '../run-value.ts';
import type { TableWorld } from './world.ts';

type Type = Parameters<typeof typeText>[0];

/**
 * What a column holds, as a list of the type that the checker knows of it. An empty cell of a `float` is no number.
 *
 * @throws {TaskFailure} where the column is missing, or holds something else
 */
export function columnValues(
  table: TableResult,
  name: string,
  wanted: Type,
  place: { readonly model: Model; readonly span: Span },
  world: TableWorld | undefined,
): RunValue {
  const element = wanted.kind === 'list' ? wanted.element.kind : undefined;
  try {
    const column = table.columns.find((candidate) => candidate.name === name);
    if (world === undefined || column === undefined) throw new TableFault(`the table has no column ${name}`);
    const cells = world.cells(table, name);
    const type = expectedType(column.type, element);
    if (type === undefined) throw new TableFault(misfit(name, column.type, element));
    return { kind: 'list', values: cells.map((cell, row) => valueOf(cell, type, name, row)) };
  } catch (error) {
    if (!(error instanceof TableFault)) throw error;
    const diagnostic = diagnose('QF6008', place.span, [`column ${name}`, error.message]);
    throw new TaskFailure([{ model: place.model, diagnostic }]);
  }
}

/** The type in which the cells are given: whole numbers stand for floats where these were expected. */
function expectedType(type: ColumnType, element: string | undefined): ColumnType | undefined {
  const own = type === 'date' ? 'string' : type;
  if (element === undefined || element === 'unknown' || element === own) return own;
  return element === 'float' && own !== 'string' ? 'float' : undefined;
}

function misfit(name: string, type: ColumnType, element: string | undefined): string {
  return `it holds ${type}, and ${element ?? ''} was expected; columns: "${name} ${type}" says so`;
}

function valueOf(cell: CellValue, type: ColumnType, name: string, row: number): RunValue {
  if (type === 'float')
    return { kind: 'classical', value: { type: { kind: 'float' }, value: Number(cell ?? NaN) } };
  if (cell === null)
    throw new TableFault(`the cell of ${name} in row ${row + 1} is empty; sql leaves such rows out`);
  if (type === 'bool') return { kind: 'classical', value: { type: { kind: 'bool' }, value: Boolean(cell) } };
  if (type === 'int') return { kind: 'classical', value: { type: { kind: 'int' }, value: BigInt(cell) } };
  return { kind: 'text', text: String(cell) };
}
