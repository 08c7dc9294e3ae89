import type { ClassicalType, Span } from '../base/index.ts';
import { taskGraph } from '../language/ide/index.ts';
import type { Model, tree } from '../language/index.ts';
import { diagnose } from '../library/index.ts';
import type { RunTarget, TaskGraph } from '../protocol/index.ts';
import { TaskFailure } from './failure.ts';

/** One task of a run: a call of the file, or the run of a single circuit that nobody wrote as a call. */
export type PlannedTask =
  | { readonly kind: 'call'; readonly name: string; readonly call: tree.CallExpression }
  | {
      readonly kind: 'circuit';
      readonly name: string;
      readonly span: Span;
      readonly parameters: readonly CircuitParameter[];
    };

/** A parameter of a circuit that runs by itself: the run must give its value. */
export interface CircuitParameter {
  readonly node: tree.ParameterNode;
  readonly type: ClassicalType;
}

export interface RunPlan {
  readonly target: RunTarget;
  readonly tasks: readonly PlannedTask[];
  readonly graph: TaskGraph;
}

/**
 * Settles what runs: the target that was asked for, else the file's only workflow, else its only circuit.
 *
 * @throws {TaskFailure} when there is no such target, or none, or more than one to choose from.
 */
export function planRun(model: Model, wanted: RunTarget | undefined): RunPlan {
  const target = wanted ?? onlyTarget(model);
  return target.kind === 'workflow' ? planWorkflow(model, target) : planCircuit(model, target);
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
  const graph = taskGraph(model, target.name);
  if (workflow === undefined || graph === undefined) return refuseTarget(model, target);
  const tasks = workflow.node.body.statements.flatMap((statement): PlannedTask[] => {
    if (statement.kind !== 'task' || statement.value.kind !== 'call') return [];
    return [{ kind: 'call', name: statement.name.text, call: statement.value }];
  });
  return { target, tasks, graph };
}

function planCircuit(model: Model, target: RunTarget): RunPlan {
  const circuit = model.circuits.find(({ name }) => name === target.name);
  if (circuit === undefined) return refuseTarget(model, target);
  const node = { name: target.name, call: 'sample', detail: '', span: circuit.nameSpan };
  return {
    target,
    tasks: [
      { kind: 'circuit', name: target.name, span: circuit.nameSpan, parameters: parametersOf(circuit) },
    ],
    graph: { workflow: target.name, nodes: [node], edges: [] },
  };
}

function parametersOf({ symbol }: Model['circuits'][number]): CircuitParameter[] {
  return (symbol?.node.parameters ?? []).map((node, index) => ({
    node,
    type:
      symbol?.type.kind === 'circuit' ? (symbol.type.parameters[index] as ClassicalType) : { kind: 'float' },
  }));
}

function refuseTarget(model: Model, target: RunTarget): never {
  const known = target.kind === 'workflow' ? model.workflows : model.circuits;
  const names = known.map(({ name }) => name).join(', ');
  return refuse(model, 'QF5104', [target.kind, target.name, names === '' ? 'none' : names]);
}

function refuse(model: Model, code: 'QF5102' | 'QF5103', parameters: readonly [string]): never;
function refuse(model: Model, code: 'QF5104', parameters: readonly [string, string, string]): never;
function refuse(model: Model, code: 'QF5102' | 'QF5103' | 'QF5104', parameters: readonly string[]): never {
  const span = { start: 0, end: 0 };
  const diagnostic = diagnose(code, span, parameters as never);
  throw new TaskFailure([{ model, diagnostic }]);
}
