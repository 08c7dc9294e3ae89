import type { ClassicalType, Span } from '../base/index.ts';
import type { Model, Step, tree } from '../language/index.ts';
import { diagnose } from '../library/index.ts';
import type { RunTarget } from '../protocol/index.ts';
import { TaskFailure } from './failure.ts';
import type { Round } from './rounds.ts';

/** One task of a run: a step of the file in one round of its loops, or a single circuit that nobody wrote as a call. */
export type PlannedTask =
  | PlannedStep
  | PlannedLoop
  | {
      readonly kind: 'circuit';
      readonly name: string;
      readonly span: Span;
    };

export interface PlannedStep {
  readonly kind: 'step';
  /** The name in the record: that of the step, with the indices of its round. */
  readonly name: string;
  readonly step: Step;
  readonly round: Round;
}

/** A step whose rounds are known when the results are there that its loop runs over. It stands for all of them till then. */
export interface PlannedLoop {
  readonly kind: 'loop';
  readonly name: string;
  readonly step: Step;
  /** The rounds of the loops around the one that waits. */
  readonly round: Round;
  readonly loop: tree.ForStatement;
}

/** A parameter of a circuit or workflow that runs by itself: the run must give its value. */
export interface PlanParameter {
  readonly node: tree.ParameterNode;
  readonly type: ClassicalType;
}

/** What runs, before the values are known that its loops need. */
export interface RunPlan {
  readonly target: RunTarget;
  readonly parameters: readonly PlanParameter[];
  /** Where the target is declared. */
  readonly span: Span;
  /** The steps of a workflow or test; absent for a circuit. */
  readonly body?: tree.Block;
  /** What stands before the target in the file. */
  readonly annotations: readonly tree.Annotation[];
}

/**
 * Settles what runs: the target that was asked for, else the file's only workflow, else its only circuit.
 *
 * @throws {TaskFailure} when there is no such target, or none, or more than one to choose from.
 */
export function planRun(model: Model, wanted: RunTarget | undefined): RunPlan {
  const target = wanted ?? onlyTarget(model);
  switch (target.kind) {
    case 'workflow':
      return planWorkflow(model, target);
    case 'test':
      return planTest(model, target);
    case 'circuit':
      return planCircuit(model, target);
  }
}

function onlyTarget(model: Model): RunTarget {
  const workflows = model.workflows.map(({ name }): RunTarget => ({ kind: 'workflow', name }));
  const circuits = model.circuits.map(({ name }): RunTarget => ({ kind: 'circuit', name }));
  const candidates = workflows.length > 0 ? workflows : circuits;
  const [first, ...others] = candidates;
  if (first === undefined) return refuse(model, 'QF5102', [model.uri.split('/').at(-1) ?? model.uri]);
  const main = circuits.find(({ name }) => name === 'main');
  if (others.length === 0) return first;
  if (workflows.length === 0 && main !== undefined) return main;
  return refuse(model, 'QF5103', [candidates.map(({ name }) => name).join(', ')]);
}

function planWorkflow(model: Model, target: RunTarget): RunPlan {
  const workflow = model.workflows.find(({ name }) => name === target.name);
  if (workflow === undefined) return refuseTarget(model, target);
  const { node, nameSpan } = workflow;
  const parameters = node.parameters.map((parameter) => planParameter(model, parameter));
  return { target, parameters, span: nameSpan, body: node.body, annotations: node.annotations };
}

function planTest(model: Model, target: RunTarget): RunPlan {
  const test = model.tests.find(({ title }) => title.value === target.name);
  if (test === undefined) return refuseTarget(model, target);
  return { target, parameters: [], span: test.title.span, body: test.body, annotations: test.annotations };
}

function planCircuit(model: Model, target: RunTarget): RunPlan {
  const circuit = model.circuits.find(({ name }) => name === target.name);
  if (circuit === undefined) return refuseTarget(model, target);
  const { symbol, nameSpan } = circuit;
  const parameters = (symbol?.node.parameters ?? []).map((parameter) => planParameter(model, parameter));
  return { target, parameters, span: nameSpan, annotations: symbol?.node.annotations ?? [] };
}

function planParameter(model: Model, node: tree.ParameterNode): PlanParameter {
  const type = model.symbolOf(node.name)?.type ?? { kind: 'float' };
  return { node, type: type as ClassicalType };
}

function refuseTarget(model: Model, target: RunTarget): never {
  const names = {
    workflow: model.workflows.map(({ name }) => name),
    circuit: model.circuits.map(({ name }) => name),
    test: model.tests.map(({ title }) => title.value),
  }[target.kind].join(', ');
  return refuse(model, 'QF5104', [target.kind, target.name, names === '' ? 'none' : names]);
}

function refuse(model: Model, code: 'QF5102' | 'QF5103', parameters: readonly [string]): never;
function refuse(model: Model, code: 'QF5104', parameters: readonly [string, string, string]): never;
function refuse(model: Model, code: 'QF5102' | 'QF5103' | 'QF5104', parameters: readonly string[]): never {
  const span = { start: 0, end: 0 };
  const diagnostic = diagnose(code, span, parameters as never);
  throw new TaskFailure([{ model, diagnostic }]);
}
