import { type TableColumn, TableFault, parseColumns } from '../../base/index.ts';
import { type Model, resolveUri, type tree } from '../../language/index.ts';
import { type Call, diagnose, findCall, summaryColumns, tableFormats } from '../../library/index.ts';
import type { TableResult } from '../../protocol/index.ts';
import { evaluate } from '../evaluate.ts';
import type { EvaluationContext } from '../evaluation-context.ts';
import { refuseValue } from '../refuse-value.ts';
import { TaskFailure } from '../failure.ts';
import { type RunValue, plainValue } from '../run-value.ts';
import type { TaskEvents, TaskOptions, TaskOutcome } from '../task.ts';
import { placeInQuery } from './query-place.ts';
import { rowsOfLists } from './lists.ts';
import { summaryQuery } from './summary.ts';
import { tableIn } from './table-in.ts';
import type { TableFile, TableQuery, TableWorld } from './world.ts';

/** The call of the library where it works on tables. */
export function tableCall({ callee }: tree.CallExpression): Call | undefined {
  const call = findCall(callee.name, 'task');
  return call?.onTables === true ? call : undefined;
}

/** Reads, writes, makes or asks tables. @throws {TaskFailure} where it cannot; {@link Cancelled} */
export async function runTable(
  call: tree.CallExpression,
  context: EvaluationContext,
  options: TaskOptions,
  events: TaskEvents,
): Promise<TaskOutcome> {
  const world = context.tables;
  if (world === undefined)
    return refuseValue(context.model, call.span, 'tables need a run on a machine with files');
  if (call.callee.name === 'write' && events.mayWrite !== true)
    throw new TaskFailure([{ model: context.model, diagnostic: diagnose('QF5135', call.span, ['write']) }]);
  events.forecast({ summary: 'on tables', memory: 0, seconds: 0 }, call.span);
  const result = await reporting(call, context, () => made(call, context, options, world, events));
  return { result, method: '' };
}

function made(
  call: tree.CallExpression,
  context: EvaluationContext,
  { memory }: TaskOptions,
  world: TableWorld,
  { cancellation }: TaskEvents,
): Promise<TableResult> {
  switch (call.callee.name) {
    case 'read':
      return world.read(fileOf(call, 'source', context), saidColumns(call, context), cancellation);
    case 'write':
      return written(call, context, world, cancellation);
    case 'table': {
      const { columns, rows } = rowsOfLists(call, context);
      return world.make(columns, rows);
    }
    case 'summarize': {
      const table = tableOf(call, 'table', context);
      const text = summaryQuery(table.columns);
      const query = { text, tables: { rows: table }, values: {}, columns: summaryColumns };
      return world.query(memory === undefined ? query : { ...query, memory }, cancellation);
    }
    default: {
      const query = queryOf(call, context);
      return world.query(memory === undefined ? query : { ...query, memory }, cancellation);
    }
  }
}

async function written(
  call: tree.CallExpression,
  context: EvaluationContext,
  world: TableWorld,
  cancellation: TaskEvents['cancellation'],
): Promise<TableResult> {
  const table = tableOf(call, 'table', context);
  await world.write(table, fileOf(call, 'to', context), cancellation);
  return table;
}

/** Says a fault of a table where it belongs: in a query at the word that is wrong. @throws {TaskFailure} */
async function reporting<T>(
  call: tree.CallExpression,
  { model }: EvaluationContext,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TableFault)) throw error;
    const { name } = call.callee;
    const place =
      name === 'sql' ? placeInQuery(call, model, error.message) : (fileArgument(call)?.span ?? call.span);
    const file = fileArgument(call);
    const what = file?.kind === 'string' ? `${name} of "${file.value}"` : name;
    throw new TaskFailure([{ model, diagnostic: diagnose('QF6008', place, [what, error.message]) }]);
  }
}

/** The path that a call names, where it names one. */
function fileArgument(call: tree.CallExpression): tree.Expression | undefined {
  const source = call.arguments
    .map(({ value }) => value)
    .find((value) => value.kind === 'call' && isFile(value));
  return source?.kind === 'call' ? argumentOf(source, 'file') : undefined;
}

function isFile({ callee }: tree.CallExpression): boolean {
  return findCall(callee.name, 'source') !== undefined;
}

/** The argument for a parameter, by its name or its place. */
function argumentOf(call: tree.CallExpression, parameter: string): tree.Expression | undefined {
  const parameters = findCall(call.callee.name)?.parameters ?? [];
  return call.arguments.find(({ name }, place) => {
    const isByPlace = name === undefined && parameters[place]?.positional === true;
    return (name?.text ?? (isByPlace ? parameters[place]?.name : undefined)) === parameter;
  })?.value;
}

/** The file that a call such as `csv("scan.csv")` means. @throws {TaskFailure} */
export function fileOf(call: tree.CallExpression, parameter: string, context: EvaluationContext): TableFile {
  const source = argumentOf(call, parameter);
  if (source?.kind !== 'call' || !isFile(source))
    return refuseValue(context.model, call.span, 'a file is needed here: csv(…), json(…) or parquet(…)');
  const format = tableFormats.find((name) => name === source.callee.name) ?? 'csv';
  const path = textOf(argumentOf(source, 'file'), source, context) ?? '';
  const separator = textOf(argumentOf(source, 'separator'), source, context);
  const header = argumentOf(source, 'header');
  if (separator !== undefined && (separator.length !== 1 || /["\r\n]/.test(separator)))
    return refuseValue(
      context.model,
      source.span,
      'what stands between two cells is one character, and no quote',
    );
  return {
    format,
    uri: addressOf(context.model, path),
    ...(separator === undefined ? {} : { separator }),
    ...(header === undefined ? {} : { hasHeader: plainValue(evaluate(header, context)) !== false }),
  };
}

function addressOf({ uri }: Model, path: string): string {
  return resolveUri(uri, path) ?? path;
}

function textOf(
  value: tree.Expression | undefined,
  call: tree.CallExpression,
  context: EvaluationContext,
): string | undefined {
  if (value === undefined) return undefined;
  const found = evaluate(value, context);
  return found.kind === 'text' ? found.text : refuseValue(context.model, call.span, 'a text is needed here');
}

/** The columns that a call says itself. @throws {TaskFailure} */
export function saidColumns(call: tree.CallExpression, context: EvaluationContext): readonly TableColumn[] {
  const text = textOf(argumentOf(call, 'columns'), call, context);
  const columns = text === undefined ? [] : parseColumns(text);
  return typeof columns === 'string' ? refuseValue(context.model, call.span, columns) : columns;
}

function tableOf(call: tree.CallExpression, parameter: string, context: EvaluationContext): TableResult {
  const argument = argumentOf(call, parameter);
  const table = argument && tableIn(evaluate(argument, context));
  return table ?? refuseValue(context.model, argument?.span ?? call.span, 'a table is needed here');
}

function queryOf(call: tree.CallExpression, context: EvaluationContext): TableQuery {
  const tables: Record<string, TableResult> = {};
  const values: Record<string, number | bigint | string> = {};
  const own = new Set(tableCall(call)?.parameters.map(({ name }) => name));
  for (const { name, value, span } of call.arguments) {
    if (name === undefined || own.has(name.text)) continue;
    const found = evaluate(value, context);
    const table = tableIn(found);
    if (table === undefined) values[name.text] = valueOf(found, span, context);
    else tables[name.text] = table;
  }
  const text = textOf(argumentOf(call, 'query'), call, context) ?? '';
  return { text, tables, values, columns: saidColumns(call, context) };
}

function valueOf(value: RunValue, span: tree.Expression['span'], { model }: EvaluationContext) {
  if (value.kind === 'text') return value.text;
  const plain = plainValue(value);
  if (typeof plain === 'boolean') return Number(plain);
  if (typeof plain === 'number' || typeof plain === 'bigint') return plain;
  return refuseValue(model, span, 'a query takes tables, numbers and texts');
}

/** The files that a call reads, by their names, with what is in them. */
export async function tableFilesOf(
  call: tree.CallExpression,
  context: EvaluationContext,
): Promise<ReadonlyMap<string, string>> {
  if (call.callee.name !== 'read' || context.tables === undefined) return new Map();
  const { uri } = fileOf(call, 'source', context);
  return new Map([[uri.slice(uri.lastIndexOf('/') + 1), (await context.tables.hash(uri)) ?? 'missing']]);
}
