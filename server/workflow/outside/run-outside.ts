import { type CellValue, TableFault } from '../../base/index.ts';
import type { Model, tree } from '../../language/index.ts';
import { type Call, diagnose, findCall, httpMethods } from '../../library/index.ts';
import type { PlainValue, TableResult, ValueResult } from '../../protocol/index.ts';
import { evaluate } from '../evaluate.ts';
import type { EvaluationContext } from '../evaluation-context.ts';
import { refuseValue } from '../refuse-value.ts';
import { TaskFailure } from '../failure.ts';
import { recorded, recordedNumber } from '../results.ts';
import type { RunValue } from '../run-value.ts';
import { namedChoice } from '../settings.ts';
import type { TaskEvents, TaskOptions, TaskOutcome } from '../task.ts';
import { saidColumns } from '../tables/run-table.ts';
import { tableIn } from '../tables/table-in.ts';
import { outputOf } from './output.ts';
import { handTables, withTable } from './program-tables.ts';
import type { OutsideWorld, ProgramOrder } from './world.ts';

/** The call of the library where it reaches out of the workflow. */
export function outsideCall({ callee }: tree.CallExpression): Call | undefined {
  const call = findCall(callee.name, 'task');
  return call?.reachesOut === true ? call : undefined;
}

/** Runs a program or asks a server. @throws {TaskFailure} where it may not, or fails; {@link Cancelled} */
export async function runOutside(
  call: tree.CallExpression,
  context: EvaluationContext,
  options: TaskOptions,
  events: TaskEvents,
): Promise<TaskOutcome> {
  const { name } = call.callee;
  events.forecast({ summary: 'outside of the workflow', memory: 0, seconds: 0 }, call.span);
  const { outside } = events;
  if (outside === undefined) throw refused(context.model, call, 'QF5135', [name]);
  const work = name === 'http' ? asked : ranOnDesk;
  try {
    return { result: await work(call, context, options, outside, events), method: '' };
  } catch (error) {
    if (!(error instanceof TableFault)) throw error;
    const diagnostic = diagnose('QF6008', call.span, [`a table of ${name}`, error.message]);
    throw new TaskFailure([{ model: context.model, diagnostic }]);
  }
}

/** Runs a program that finds its tables on a desk, and may leave one there. */
async function ranOnDesk(
  call: tree.CallExpression,
  context: EvaluationContext,
  options: TaskOptions,
  outside: OutsideWorld,
  events: TaskEvents,
): Promise<ValueResult> {
  const { values, tables } = givenTo(call, context, events);
  const columns = saidColumns(call, context);
  const desk = await context.tables?.desk();
  try {
    const handed = desk && (await handTables(tables, desk, call, context));
    const order = orderOf(call, { ...values, ...handed?.values }, context, options);
    const environment = { ...order.environment, ...handed?.environment };
    const output = await ran(call, { ...order, environment }, context, outside, events);
    return await withTable(outputOf(output), await desk?.take(columns), columns, context.tables);
  } finally {
    await desk?.clear();
  }
}

/** The files that a call runs, by their names, with what is in them. */
export async function filesOf(
  call: tree.CallExpression,
  context: EvaluationContext,
  outside: OutsideWorld | undefined,
): Promise<ReadonlyMap<string, string>> {
  const { name } = call.callee;
  if (outside === undefined || (name !== 'python' && name !== 'node')) return new Map();
  const file = firstText(call, context);
  return new Map([[file, (await outside.hash(folderOf(context.model), file)) ?? 'missing']]);
}

async function ran(
  call: tree.CallExpression,
  order: ProgramOrder,
  { model }: EvaluationContext,
  outside: OutsideWorld,
  events: TaskEvents,
): Promise<string> {
  if (outside.run === undefined) throw refused(model, call, 'QF5137', [order.kind]);
  let last = '';
  const end = await outside.run(order, {
    cancellation: events.cancellation,
    line: (text, stream) => {
      if (stream === 'error' && text.trim() !== '') last = text.trim();
      events.line?.(text, stream);
    },
  });
  if (end.fault !== undefined) throw refused(model, call, 'QF5136', [order.program, end.fault]);
  if (end.status === 0) return end.output;
  const reason = `ended with status ${end.status}${last === '' ? '' : `: ${last}`}`;
  throw refused(model, call, 'QF5136', [order.program, reason]);
}

/** Rows of a table that a server is sent at most. */
const mostRecords = 10_000;

async function asked(
  call: tree.CallExpression,
  context: EvaluationContext,
  _options: TaskOptions,
  outside: OutsideWorld,
  events: TaskEvents,
): Promise<ValueResult> {
  const { cancellation } = events;
  const url = firstText(call, context);
  if (!/^https?:\/\//i.test(url))
    return refuseValue(context.model, call.span, `\`${url}\` is no address with http: or https:`);
  const { values: single, tables } = givenTo(call, context, events);
  const values = { ...single, ...recordsOf(tables, context) };
  const isEmpty = Object.keys(values).length === 0;
  const method = namedChoice(call, 'method', httpMethods, context) ?? (isEmpty ? 'GET' : 'POST');
  const headers = headersOf(call, context, events);
  const order = { url, method, headers, ...(isEmpty ? {} : { body: JSON.stringify(values) }) };
  const { status, text } = await outside.ask(order, cancellation).catch((error: unknown) => {
    if (!(error instanceof Error) || error.name === 'Cancelled') throw error;
    throw refused(context.model, call, 'QF5136', [url, `gave no answer: ${error.message}`]);
  });
  if (status >= 200 && status < 300)
    return withTable(outputOf(text), undefined, saidColumns(call, context), context.tables);
  throw refused(context.model, call, 'QF5136', [
    url,
    `answered with status ${status}: ${text.slice(0, 200)}`,
  ]);
}

function recordsOf(
  tables: ReadonlyMap<string, TableResult>,
  context: EvaluationContext,
): Readonly<Record<string, PlainValue>> {
  const all = [...tables].map(([name, table]) => {
    const records = context.tables?.records(table, mostRecords) ?? [];
    return [name, records.map(plainRecord)] as const;
  });
  return Object.fromEntries(all);
}

/** An object as JSON can keep it: empty cells are left out. */
function plainRecord(record: Readonly<Record<string, CellValue>>): PlainValue {
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, cell]) => {
      if (cell === null) return [];
      return [[name, typeof cell === 'bigint' ? recordedNumber(cell) : cell] as const];
    }),
  );
}

function orderOf(
  call: tree.CallExpression,
  values: Readonly<Record<string, PlainValue>>,
  context: EvaluationContext,
  { memory }: TaskOptions,
): ProgramOrder {
  return {
    kind: call.callee.name as ProgramOrder['kind'],
    program: firstText(call, context),
    folder: folderOf(context.model),
    input: JSON.stringify(values),
    environment: Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) =>
        typeof value === 'object' ? [] : [[name, String(value)] as const],
      ),
    ),
    ...(memory === undefined ? {} : { memory }),
  };
}

/** What a call hands on, by the names that the program gives it: plain values, and tables. */
function givenTo(
  call: tree.CallExpression,
  context: EvaluationContext,
  events: TaskEvents,
): {
  readonly values: Readonly<Record<string, PlainValue>>;
  readonly tables: ReadonlyMap<string, TableResult>;
} {
  const own = new Set(outsideCall(call)?.parameters.map(({ name }) => name));
  const values: Record<string, PlainValue> = {};
  const tables = new Map<string, TableResult>();
  for (const { name, value, span } of call.arguments) {
    if (name === undefined || own.has(name.text)) continue;
    const found = evaluate(value, context);
    const table = tableIn(found);
    const plain = found.kind === 'secret' ? secretText(found, events) : recorded(found);
    if (table !== undefined) tables.set(name.text, table);
    else if (plain !== undefined) values[name.text] = plain;
    else return refuseValue(context.model, span, 'a program takes numbers, texts, lists and tables');
  }
  return { values, tables };
}

/** The value of a secret. It is there: runs without one of their secrets do not begin. */
function secretText({ name }: { readonly name: string }, events: TaskEvents): string {
  return events.secretOf?.(name) ?? '';
}

/** The headers of a request: those that are listed, and the token. @throws {TaskFailure} for what is no header */
function headersOf(
  call: tree.CallExpression,
  context: EvaluationContext,
  events: TaskEvents,
): Readonly<Record<string, string>> {
  const argument = (wanted: string) => call.arguments.find(({ name }) => name?.text === wanted);
  const [token, list] = [argument('token'), argument('headers')];
  const secret = token && evaluate(token.value, context);
  const pairs = list && evaluate(list.value, context);
  const headers = pairs?.kind === 'list' ? pairs.values.map((pair) => headerIn(pair, events)) : [];
  const wrong = headers.find((header) => header === undefined || !isHeader(header));
  if (list !== undefined && (headers.includes(undefined) || wrong !== undefined))
    return refuseValue(context.model, list.span, 'a header is a pair of a name and a text or a secret');
  return {
    ...(secret?.kind === 'secret' ? { authorization: `Bearer ${secretText(secret, events)}` } : {}),
    ...Object.fromEntries(headers.flatMap((header) => (header === undefined ? [] : [header]))),
  };
}

function headerIn(pair: RunValue, events: TaskEvents): readonly [name: string, value: string] | undefined {
  const [name, value] = pair.kind === 'list' ? pair.values : [];
  if (name?.kind !== 'text') return undefined;
  if (value?.kind === 'secret') return [name.text, secretText(value, events)];
  return value?.kind === 'text' ? [name.text, value.text] : undefined;
}

/** Whether servers take a header (RFC 9110, sections 5.1 and 5.5). */
function isHeader([name, value]: readonly [string, string]): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name) && !/[\0\r\n]/.test(value);
}

function firstText(call: tree.CallExpression, context: EvaluationContext): string {
  const first = outsideCall(call)?.parameters[0]?.name;
  const argument = call.arguments.find(({ name }, place) =>
    name === undefined ? place === 0 : name.text === first,
  );
  const value = argument && evaluate(argument.value, context);
  if (value?.kind === 'text') return value.text;
  return refuseValue(context.model, call.span, 'a text is needed here');
}

function folderOf({ uri }: Model): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}

function refused(
  model: Model,
  { span }: tree.CallExpression,
  code: 'QF5135' | 'QF5136' | 'QF5137',
  parameters: readonly string[],
): TaskFailure {
  return new TaskFailure([{ model, diagnostic: diagnose(code, span, parameters as never) }]);
}
