import type { CellValue, ColumnType, TableColumn, Value } from '../../base/index.ts';
import type { tree } from '../../language/index.ts';
import { evaluate } from '../evaluate.ts';
import type { EvaluationContext } from '../evaluation-context.ts';
import { refuseValue } from '../refuse-value.ts';
import type { RunValue } from '../run-value.ts';

/** The columns and rows of a table that is made of lists. @throws {TaskFailure} where they are of different lengths */
export function rowsOfLists(
  call: tree.CallExpression,
  context: EvaluationContext,
): { readonly columns: readonly TableColumn[]; readonly rows: Iterable<readonly CellValue[]> } {
  const lists = call.arguments.flatMap(({ name, value }) => {
    if (name === undefined) return [];
    const cells = cellsOf(evaluate(value, context));
    if (cells === undefined)
      return refuseValue(context.model, value.span, 'a list of numbers, texts or conditions is needed here');
    return [{ name: name.text, span: value.span, ...typed(cells) }];
  });
  const [first] = lists;
  const length = first?.cells.length ?? 0;
  const other = lists.find(({ cells }) => cells.length !== length);
  if (other !== undefined)
    return refuseValue(
      context.model,
      other.span,
      `the list ${other.name} has ${other.cells.length} elements, and ${first?.name ?? ''} has ${length}`,
    );
  return { columns: lists.map(({ name, type }) => ({ name, type })), rows: rowsOf(lists, length) };
}

function* rowsOf(
  lists: readonly { readonly cells: readonly CellValue[] }[],
  length: number,
): Generator<readonly CellValue[]> {
  for (let row = 0; row < length; row++) yield lists.map(({ cells }) => cells[row] ?? null);
}

/** The cells of a list of single values; nothing where it is none. */
function cellsOf(value: RunValue): readonly CellValue[] | undefined {
  if (value.kind === 'classical' && Array.isArray(value.value.value))
    return singles(value.value.value as Value[]);
  if (value.kind !== 'list') return undefined;
  const cells = value.values.map((entry) => {
    if (entry.kind === 'text') return entry.text;
    return entry.kind === 'classical' ? single(entry.value.value) : undefined;
  });
  return cells.every((cell) => cell !== undefined) ? cells : undefined;
}

function singles(values: readonly Value[]): readonly CellValue[] | undefined {
  const cells = values.map(single);
  return cells.every((cell) => cell !== undefined) ? cells : undefined;
}

function single(value: Value): CellValue | undefined {
  return typeof value === 'object' ? undefined : value;
}

/** Whole numbers among others are floats like them. */
function typed(cells: readonly CellValue[]): {
  readonly cells: readonly CellValue[];
  readonly type: ColumnType;
} {
  const kinds = new Set(cells.map((cell) => typeof cell));
  if (kinds.has('string')) return { cells: cells.map(String), type: 'string' };
  if (kinds.size === 1 && kinds.has('boolean')) return { cells, type: 'bool' };
  if (kinds.size === 1 && kinds.has('bigint')) return { cells, type: 'int' };
  return { cells: cells.map(Number), type: 'float' };
}
