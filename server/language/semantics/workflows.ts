import { findCall } from '../../library/index.ts';
import type {
  BackendDeclaration,
  CircuitDeclaration,
  Expression,
  Program,
  Statement,
  TaskDeclaration,
  WorkflowDeclaration,
} from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { libraryCall } from './call-groups.ts';
import { declareParameters } from './declarations.ts';
import { declaredSymbol } from './declared-symbol.ts';
import { constantOf } from './expect.ts';
import { checkArguments } from './library-calls.ts';
import type { Model, Symbol, Type } from './model.ts';
import { checkTaskOrder } from './task-order.ts';
import { counted, typeOfCall, unknown } from './types.ts';

/** Checks the tasks of a workflow; they may name each other in any order. */
export function checkWorkflow(a: Analysis, node: WorkflowDeclaration, parameters: readonly Type[]): void {
  a.within(node.span, 'workflow', () => {
    a.surrounded({ body: 'workflow', loops: 0, depth: 0, guards: 0 }, () => {
      declareParameters(a, node.parameters, parameters);
      const tasks = node.body.statements.filter((statement) => statement.kind === 'task');
      for (const task of tasks)
        a.declare(declaredSymbol(a, 'task', taskType(task), task, task.name), task.name);
      for (const statement of node.body.statements) checkStatement(a, statement);
      checkTaskOrder(a, tasks);
    });
  });
}

/** The result of a task follows from the name of its call alone, so that tasks may be used before they are declared. */
function taskType(task: TaskDeclaration): Type {
  const call = task.value.kind === 'call' ? findCall(task.value.callee.name, 'task') : undefined;
  return call === undefined ? unknown : typeOfCall(call.result);
}

function checkStatement(a: Analysis, node: Statement): void {
  switch (node.kind) {
    case 'task':
      checkAfter(a, node);
      return checkTask(a, node);
    case 'alias': {
      const type = a.check(node.value);
      return a.declare(declaredSymbol(a, 'alias', type, node, node.name), node.name);
    }
    case 'error':
    case 'unsupported':
    case 'pragma':
      return;
    default:
      a.report('QF5013', node.span, [`a ${node.kind.replaceAll('-', ' ')}`]);
  }
}

/** The names in `@after(a, b)` are tasks. */
function checkAfter(a: Analysis, node: TaskDeclaration): void {
  for (const annotation of node.annotations) {
    if (annotation.name.text !== 'after') continue;
    for (const { value } of annotation.arguments) {
      if (value.kind !== 'identifier') a.check(value);
      else {
        const symbol = a.resolve(value, isTask);
        if (symbol !== undefined && !isTask(symbol)) a.reportKind(value, symbol, 'a task');
      }
    }
  }
}

function isTask(symbol: Symbol): boolean {
  return symbol.kind === 'task';
}

function checkTask(a: Analysis, node: TaskDeclaration): void {
  const call = libraryCall(a, node.value, 'task');
  if (call === undefined || node.value.kind !== 'call') return;
  const given = checkArguments(a, node.value, call);
  const [circuit, observable] = [given.get('circuit'), given.get('observable')];
  if (circuit !== undefined && observable !== undefined) checkWidths(a, circuit, observable);
}

export function checkBackend(a: Analysis, node: BackendDeclaration): void {
  const call = libraryCall(a, node.value, 'backend');
  if (call !== undefined && node.value.kind === 'call') checkArguments(a, node.value, call);
}

// ----------------------------------------------------------------------------------------------------------- widths

function checkWidths(a: Analysis, circuit: Expression, observable: Expression): void {
  const [runs, measured] = [namedSymbol(a, circuit), namedSymbol(a, observable)];
  const available = runs === undefined ? undefined : circuitWidth(a, runs);
  const needed = measured === undefined ? undefined : a.observableWidths.get(measured);
  if (!runs || !measured || available === undefined || needed === undefined || needed <= available) return;
  const parameters = [
    measured.name,
    counted(needed, 'qubit'),
    runs.name,
    counted(available, 'qubit'),
  ] as const;
  a.report('QF5010', observable.span, parameters);
}

function namedSymbol(a: Analysis, expression: Expression): Symbol | undefined {
  if (expression.kind === 'parenthesized') return namedSymbol(a, expression.inner);
  if (expression.kind === 'call') return a.symbols.get(expression.callee);
  return expression.kind === 'identifier' ? a.symbols.get(expression) : undefined;
}

/** The number of qubits of a circuit or imported program, where it is known before a run. */
export function circuitWidth(a: Analysis, symbol: Symbol): number | undefined {
  if (symbol.kind === 'program') {
    const model = a.imports.get(symbol.node.path.value);
    return model && declaredQubits(model.program, (size) => model.constantOf(size));
  }
  if (symbol.kind !== 'circuit') return undefined;
  const isDamaged = symbol.uri === a.file.uri && a.damage.touches(symbol.node.span);
  if (isDamaged) return undefined;
  if (symbol.uri === a.file.uri) return declaredQubits(symbol.node, (size) => constantOf(a, size));
  const model = [...a.imports.values()].find(({ uri }) => uri === symbol.uri);
  return model && declaredQubits(symbol.node, (size) => model.constantOf(size));
}

function declaredQubits(
  circuit: CircuitDeclaration | Program,
  constant: (size: Expression) => ReturnType<Model['constantOf']>,
): number | undefined {
  let total = 0;
  for (const statement of circuit.kind === 'program' ? circuit.statements : circuit.body.statements) {
    if (statement.kind === 'error') return undefined;
    if (statement.kind !== 'qubit-declaration') continue;
    const size = statement.size === undefined ? 1n : constant(statement.size);
    if (typeof size !== 'bigint') return undefined;
    total += Number(size);
  }
  return total;
}
