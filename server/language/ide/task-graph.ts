import type { Span } from '../../base/index.ts';
import { findCall } from '../../library/index.ts';
import type { TaskEdge, TaskGraph, TaskNode } from '../../protocol/index.ts';
import type { Model, tree } from '../index.ts';
import { counted } from './counted.ts';
import { oneLine } from './signature.ts';

type Workflow = Model['workflows'][number];

/** The tasks of a workflow and what they need of each other, in the order of the file; the first workflow by default. */
export function taskGraph(model: Model, name?: string): TaskGraph | undefined {
  const workflow =
    name === undefined ? model.workflows[0] : model.workflows.find((found) => found.name === name);
  if (workflow === undefined) return undefined;
  const tasks = tasksOf(workflow);
  return {
    workflow: workflow.name,
    nodes: tasks.map((task) => nodeOf(task, model)),
    edges: edgesOf(workflow, model),
  };
}

function tasksOf(workflow: Workflow): readonly tree.TaskDeclaration[] {
  return workflow.node.body.statements.filter(
    (statement): statement is tree.TaskDeclaration => statement.kind === 'task' && statement.name.text !== '',
  );
}

// ---------------------------------------------------------------------------------------------------------- nodes

function nodeOf(task: tree.TaskDeclaration, model: Model): TaskNode {
  const call = task.value.kind === 'call' ? task.value : undefined;
  const detail = call === undefined ? '' : detailOf(call, model);
  return { name: task.name.text, call: call?.callee.name ?? '', detail, span: task.span };
}

/** `trial(0.4) · ising · 4,096 shots`: what the task works on, and how often. */
function detailOf(call: tree.CallExpression, model: Model): string {
  const subjects = findCall(call.callee.name)?.parameters.filter(({ positional }) => positional) ?? [];
  const values = call.arguments.filter(({ name }) => name === undefined).slice(0, subjects.length);
  const shots = call.arguments.find(({ name }) => name?.text === 'shots');
  const texts = values.map(({ value }) => shortText(model.text.slice(value.span.start, value.span.end)));
  return [...texts, ...(shots === undefined ? [] : [shotsText(shots.value, model)])]
    .filter((text) => text !== '')
    .join(' · ');
}

function shotsText(expression: tree.Expression, model: Model): string {
  const value = model.constantOf(expression);
  if (value === undefined)
    return `${shortText(model.text.slice(expression.span.start, expression.span.end))} shots`;
  const count = Number(value);
  if (count === 0) return 'exact';
  return counted(count, 'shot');
}

const longestText = 40;

function shortText(text: string): string {
  const line = oneLine(text);
  return line.length <= longestText ? line : `${line.slice(0, longestText - 1)}…`;
}

// ---------------------------------------------------------------------------------------------------------- edges

/** A named statement of a workflow: a task, or an alias through which tasks reach others. */
type Step = tree.TaskDeclaration | tree.AliasDeclaration;

function edgesOf(workflow: Workflow, model: Model): readonly TaskEdge[] {
  const steps = workflow.node.body.statements.filter(
    (statement): statement is Step => statement.kind === 'task' || statement.kind === 'alias',
  );
  const uses = new Map(steps.map((step) => [step, usesOf(step, steps, model)]));
  return tasksOf(workflow).flatMap((task) =>
    [...neededTasks(task, uses)].map((needed) => ({ from: needed.name.text, to: task.name.text })),
  );
}

/** The steps that a step's expression names. */
function usesOf(step: Step, steps: readonly Step[], model: Model): readonly Step[] {
  return steps.filter((other) => {
    const symbol = model.symbolOf(other.name);
    if (symbol === undefined) return false;
    const places = namingSpans(step);
    return model.occurrences(symbol).some((place) => places.some((outer) => contains(outer, place)));
  });
}

/** Where a step names what it needs: in its expression, and in `@after(a, b)`. */
function namingSpans(step: Step): readonly Span[] {
  const after = step.annotations.filter(({ name }) => name.text === 'after');
  return [step.value.span, ...after.flatMap((annotation) => annotation.arguments.map(({ span }) => span))];
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function neededTasks(
  step: Step,
  uses: ReadonlyMap<Step, readonly Step[]>,
  found = new Set<tree.TaskDeclaration>(),
  seen = new Set<Step>(),
): ReadonlySet<tree.TaskDeclaration> {
  for (const used of uses.get(step) ?? []) {
    if (seen.has(used)) continue;
    seen.add(used);
    if (used.kind === 'task') found.add(used);
    else neededTasks(used, uses, found, seen);
  }
  return found;
}
