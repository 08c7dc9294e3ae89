import { findCall } from '../../library/index.ts';
import type { TaskEdge, TaskGraph, TaskNode } from '../../protocol/index.ts';
import { type Model, type Step, expressionOf, namingsOf, stepsOf, type tree, walk } from '../index.ts';
import { counted } from './counted.ts';
import { oneLine } from './signature.ts';

/** The tasks of a workflow and what they need of each other, in the order of the file; the first workflow by default. */
export function taskGraph(model: Model, name?: string): TaskGraph | undefined {
  const workflow =
    name === undefined ? model.workflows[0] : model.workflows.find((found) => found.name === name);
  if (workflow === undefined) return undefined;
  const steps = stepsOf(workflow.node.body);
  const tasks = steps.filter(({ node }) => node.kind !== 'alias');
  return {
    workflow: workflow.name,
    nodes: tasks.map((step) => declaredNode(step, model)),
    edges: edgesOf(tasks, model),
  };
}

// ---------------------------------------------------------------------------------------------------------- nodes

/** A step as a node of the graph of a workflow that has not run: a loop is one node that says how often it runs. */
function declaredNode(step: Step, model: Model): TaskNode {
  const node = taskNode(step, model);
  const rounds = step.loops.map((loop) => roundsText(loop, model));
  return { ...node, detail: [node.detail, ...rounds].filter((text) => text !== '').join(' · ') };
}

/** `× 11`, or `each r` where only the run can count. */
function roundsText({ variable, iterable }: tree.ForStatement, model: Model): string {
  const values = model.constantOf(iterable);
  const count = Array.isArray(values) ? values.length : rangeCount(iterable, model);
  return count === undefined ? `each ${variable.text}` : `× ${count.toLocaleString('en')}`;
}

function rangeCount(range: tree.Expression, model: Model): number | undefined {
  if (range.kind !== 'range') return undefined;
  const [start, step, stop] = [range.start, range.step, range.stop].map((part) => {
    const value = part && model.constantOf(part);
    return typeof value === 'bigint' ? Number(value) : undefined;
  });
  const isKnown =
    start !== undefined && stop !== undefined && (range.step === undefined || step !== undefined);
  return isKnown ? Math.max(0, Math.floor((stop - start) / (step ?? 1)) + 1) : undefined;
}

/** A step of a workflow as a node of its graph. */
export function taskNode(step: Step, model: Model): TaskNode {
  const { node, name } = step;
  const expression = expressionOf(node);
  const conditions = step.guards.map(({ node: { condition }, holds }) =>
    conditionText(condition, holds, model),
  );
  const subject = isTaskCall(expression) ? detailOf(expression, model) : textOf(expression, model);
  const call = node.kind === 'assert' ? 'assert' : isTaskCall(expression) ? expression.callee.name : 'value';
  return {
    name,
    call,
    detail: [subject, ...conditions].filter((text) => text !== '').join(' · '),
    span: node.span,
  };
}

function isTaskCall(expression: tree.Expression): expression is tree.CallExpression {
  return expression.kind === 'call' && findCall(expression.callee.name, 'task') !== undefined;
}

function conditionText(condition: tree.Expression, holds: boolean, model: Model): string {
  const text = textOf(condition, model);
  return holds ? `if ${text}` : `unless ${text}`;
}

function textOf({ span }: tree.Expression, model: Model): string {
  return shortText(model.text.slice(span.start, span.end));
}

/** `trial(0.4) · ising · 4,096 shots`: what the task works on, and how often. */
function detailOf(call: tree.CallExpression, model: Model): string {
  const subjects =
    findCall(call.callee.name, 'task')?.parameters.filter(({ positional }) => positional) ?? [];
  const values = call.arguments.filter(({ name }) => name === undefined).slice(0, subjects.length);
  const shots = call.arguments.find(({ name }) => name?.text === 'shots');
  const texts = values.map(({ value }) => textOf(value, model));
  return [...texts, ...(shots === undefined ? [] : [shotsText(shots.value, model)])]
    .filter((text) => text !== '')
    .join(' · ');
}

function shotsText(expression: tree.Expression, model: Model): string {
  const value = model.constantOf(expression);
  if (value === undefined) return `${textOf(expression, model)} shots`;
  const count = Number(value);
  return count === 0 ? 'exact' : counted(count, 'shot');
}

const longestText = 40;

function shortText(text: string): string {
  const line = oneLine(text);
  return line.length <= longestText ? line : `${line.slice(0, longestText - 1)}…`;
}

// ---------------------------------------------------------------------------------------------------------- edges

function edgesOf(steps: readonly Step[], model: Model): readonly TaskEdge[] {
  return steps.flatMap((step) => [...neededTasks(step, model)].map((from) => ({ from, to: step.name })));
}

/** The tasks that a step names, also by way of names for values. */
function neededTasks(step: Step, model: Model): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<tree.AliasDeclaration>();
  const visit = (expression: tree.Expression): void =>
    walk(expression, (part) => {
      const symbol = part.kind === 'identifier' ? model.symbolOf(part) : undefined;
      if (symbol?.kind === 'task') found.add(symbol.name);
      if (symbol?.kind !== 'alias' || seen.has(symbol.node)) return;
      seen.add(symbol.node);
      visit(symbol.node.value);
    });
  for (const { expression } of namingsOf(step)) visit(expression);
  return found;
}
