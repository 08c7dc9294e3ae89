import type { Model, tree } from '../../language/index.ts';
import { type Call, diagnose, findCall, httpMethods } from '../../library/index.ts';
import type { PlainValue } from '../../protocol/index.ts';
import { type EvaluationContext, evaluate, refuseValue } from '../evaluate.ts';
import { TaskFailure } from '../failure.ts';
import { recorded } from '../results.ts';
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
      : await ran(call, orderOf(call, context, options), context, outside, events);
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
  { cancellation }: TaskEvents,
): Promise<string> {
  const url = firstText(call, context);
  if (!/^https?:\/\//i.test(url))
    return refuseValue(context.model, call.span, `\`${url}\` is no address with http: or https:`);
  const values = valuesOf(call, context);
  const isEmpty = Object.keys(values).length === 0;
  const method = namedChoice(call, 'method', httpMethods, context) ?? (isEmpty ? 'GET' : 'POST');
  const order = { url, method, ...(isEmpty ? {} : { body: JSON.stringify(values) }) };
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
): ProgramOrder {
  const values = valuesOf(call, context);
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
): Readonly<Record<string, PlainValue>> {
  const own = new Set(outsideCall(call)?.parameters.map(({ name }) => name));
  return Object.fromEntries(
    call.arguments.flatMap(({ name, value, span }) => {
      if (name === undefined || own.has(name.text)) return [];
      const plain = recorded(evaluate(value, context));
      if (plain === undefined)
        return refuseValue(context.model, span, 'a program takes numbers, texts, lists and tables');
      return [[name.text, plain] as const];
    }),
  );
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
