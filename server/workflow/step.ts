import { type Step, expressionOf, runsIn, type tree } from '../language/index.ts';
import { findCall } from '../library/index.ts';
import type { Result } from '../protocol/index.ts';
import { checkAssertion } from './assertion.ts';
import { evaluate, isTrue } from './evaluate.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import type { PlannedTask } from './plan.ts';
import { valueResult } from './results.ts';
import { outerRound } from './rounds.ts';
import { type RunValue, classical } from './run-value.ts';
import type { Runnable, TaskOutcome } from './task.ts';

/** What a step gave: a value for others, what the record keeps of it, and how it was simulated. */
export interface StepOutcome {
  readonly value?: RunValue;
  readonly result?: Result;
  readonly methods: readonly string[];
}

/** Runs one call for a step; `name` tells it from other calls of the run. */
export type CallRunner = (
  called: Runnable,
  name: string,
  context: EvaluationContext,
) => Promise<TaskOutcome & { readonly shots: number }>;

/** Does what a task of a run is for. @throws {TaskFailure} when it cannot, {@link Cancelled} when it shall not. */
export async function runStep(
  task: PlannedTask,
  context: EvaluationContext,
  run: CallRunner,
): Promise<StepOutcome> {
  const called = calledBy(task);
  if (called !== undefined) return ofCall(await run(called, task.name, context));
  if (task.kind !== 'step') return { methods: [] };
  const { node } = task.step;
  const { calls, methods } = await runInner(expressionOf(node), task.name, context, run);
  const ready = { ...context, calls };
  if (node.kind === 'assert') {
    checkAssertion(node, ready);
    return { methods };
  }
  const value = evaluate(node.value, ready);
  const result = value.kind === 'result' ? value.result : valueResult(value);
  return { value, methods, ...(result === undefined ? {} : { result }) };
}

/** What a task runs as a whole: the circuit itself, or the one call that is its value. */
export function calledBy(task: PlannedTask): Runnable | undefined {
  if (task.kind === 'circuit') return { kind: 'circuit', name: task.name, span: task.span };
  if (task.kind === 'loop') return undefined;
  const expression = expressionOf(task.step.node);
  const isCall = task.step.node.kind !== 'assert' && expression.kind === 'call';
  return isCall && findCall(expression.callee.name, 'task') !== undefined ? expression : undefined;
}

/** Runs the calls inside an expression, innermost first, so that it can be evaluated at once afterwards. */
async function runInner(
  expression: tree.Expression,
  name: string,
  context: EvaluationContext,
  run: CallRunner,
): Promise<{
  readonly calls: ReadonlyMap<tree.CallExpression, RunValue>;
  readonly methods: readonly string[];
}> {
  const calls = new Map<tree.CallExpression, RunValue>();
  const methods: string[] = [];
  for (const [place, call] of runsIn(expression).entries()) {
    const { value, methods: used } = ofCall(await run(call, `${name} ${place}`, { ...context, calls }));
    if (value !== undefined) calls.set(call, value);
    methods.push(...used);
  }
  return { calls, methods };
}

/** What a call gave, as a value for others. */
export function ofCall({
  result,
  method,
  shots,
  state,
}: TaskOutcome & { readonly shots: number }): StepOutcome {
  const methods = method === '' ? [] : [method];
  if (result.kind === 'value' && typeof result.value === 'boolean')
    return { value: classical({ kind: 'bool' }, result.value), result, methods };
  const value = { kind: 'result', result, shots, ...(state === undefined ? {} : { state }) } as const;
  return { value, result, methods };
}

/** The first condition around a step that speaks against it in this run, if any. */
export async function refusingGuard(
  { guards, name }: Step,
  context: EvaluationContext,
  run: CallRunner,
): Promise<tree.Expression | undefined> {
  for (const { node, holds, loops } of guards) {
    const outer = { ...context, round: outerRound(context.round, loops.length) };
    const { calls } = await runInner(node.condition, name, outer, run);
    if (isTrue(node.condition, { ...outer, calls }) !== holds) return node.condition;
  }
  return undefined;
}
