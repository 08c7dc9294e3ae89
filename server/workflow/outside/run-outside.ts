import type { Model, tree } from '../../language/index.ts';
import { type Call, diagnose, findCall, httpMethods } from '../../library/index.ts';
import type { PlainValue } from '../../protocol/index.ts';
import { type EvaluationContext, evaluate, refuseValue } from '../evaluate.ts';
import { TaskFailure } from '../failure.ts';
import { recorded } from '../results.ts';
import type { RunValue } from '../run-value.ts';
import { namedChoice } from '../settings.ts';
import type { TaskEvents, TaskOptions, TaskOutcome } from '../task.ts';
import { outputOf } from './output.ts';
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
  const text =
    name === 'http'
      ? await asked(call, context, outside, events)
      : await ran(call, orderOf(call, context, options, events), context, outside, events);
  return { result: { kind: 'value', value: outputOf(text) }, method: '' };
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

async function asked(
  call: tree.CallExpression,
  context: EvaluationContext,
  outside: OutsideWorld,
  events: TaskEvents,
): Promise<string> {
  const { cancellation } = events;
  const url = firstText(call, context);
  if (!/^https?:\/\//i.test(url))
    return refuseValue(context.model, call.span, `\`${url}\` is no address with http: or https:`);
  const values = valuesOf(call, context, events);
  const isEmpty = Object.keys(values).length === 0;
  const method = namedChoice(call, 'method', httpMethods, context) ?? (isEmpty ? 'GET' : 'POST');
  const headers = headersOf(call, context, events);
  const order = { url, method, headers, ...(isEmpty ? {} : { body: JSON.stringify(values) }) };
  const { status, text } = await outside.ask(order, cancellation).catch((error: unknown) => {
    if (!(error instanceof Error) || error.name === 'Cancelled') throw error;
    throw refused(context.model, call, 'QF5136', [url, `gave no answer: ${error.message}`]);
  });
  if (status >= 200 && status < 300) return text;
  throw refused(context.model, call, 'QF5136', [
    url,
    `answered with status ${status}: ${text.slice(0, 200)}`,
  ]);
}

function orderOf(
  call: tree.CallExpression,
  context: EvaluationContext,
  { memory }: TaskOptions,
  events: TaskEvents,
): ProgramOrder {
  const values = valuesOf(call, context, events);
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

/** The values that a call hands on, by the names that the program gives them. */
function valuesOf(
  call: tree.CallExpression,
  context: EvaluationContext,
  events: TaskEvents,
): Readonly<Record<string, PlainValue>> {
  const own = new Set(outsideCall(call)?.parameters.map(({ name }) => name));
  return Object.fromEntries(
    call.arguments.flatMap(({ name, value, span }) => {
      if (name === undefined || own.has(name.text)) return [];
      const given = evaluate(value, context);
      const plain = given.kind === 'secret' ? secretText(given, events) : recorded(given);
      if (plain === undefined)
        return refuseValue(context.model, span, 'a program takes numbers, texts, lists and tables');
      return [[name.text, plain] as const];
    }),
  );
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
