import type { CircuitDeclaration, Expression, Statement, TestDeclaration } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { checkStatementAnnotations } from './annotations.ts';
import { declareClassical, declareFunction, declareGate, declareParameters } from './declarations.ts';
import { declaredSymbol } from './declared-symbol.ts';
import { isMain } from './main-statements.ts';
import { checkMemory } from './memories.ts';
import type { Type } from './model.ts';
import { checkModel } from './models.ts';
import { checkNoise } from './noise.ts';
import { checkObservable } from './observables.ts';
import { checkStatement } from './statements.ts';
import { checkTargets } from './targets.ts';
import { checkBackend } from './tasks.ts';
import { resolveType } from './type-nodes.ts';
import { noiseValue, typeOfCall } from './types.ts';
import type { Unit } from './unit.ts';
import { reportUnmetNoise } from './unmet-noise.ts';
import { reportUnreachableInside } from './unreachable.ts';
import { checkTest, checkWorkflow } from './workflows.ts';

/** What is done with each statement of the top level, one phase after the other. */
export const phases: readonly ((a: Analysis, statement: Statement, unit: Unit) => void)[] = [
  declareOrdered,
  (a, statement, unit) => {
    unit.deferred = declareUnordered(a, statement);
  },
  (a, statement) => {
    if (isMain(statement) || isTaskPart(statement)) checkStatement(a, statement);
  },
  (_a, _statement, unit) => {
    unit.deferred?.();
    unit.deferred = undefined;
  },
  checkStatementAnnotations,
  reportUnreachableInside,
  reportUnmetNoise,
];

/** Whether a statement belongs into a workflow, where it would be checked. */
function isTaskPart({ kind }: Statement): boolean {
  return kind === 'task' || kind === 'assert';
}

/** Constants, inputs, gates and functions, which are known from their declaration on. */
function declareOrdered(a: Analysis, statement: Statement): void {
  switch (statement.kind) {
    case 'classical-declaration':
      if (!isMain(statement)) declareClassical(a, statement);
      return;
    case 'gate':
      return declareGate(a, statement);
    case 'function':
      return declareFunction(a, statement);
    default:
  }
}

/**
 * Circuits, observables, noise, backends, models, memories and workflows, which may stand in any order.
 *
 * @returns the check of what is inside, for later
 */
function declareUnordered(a: Analysis, node: Statement): (() => void) | undefined {
  switch (node.kind) {
    case 'classical-declaration':
      return isMain(node) ? undefined : () => referLater(a, node.initializer);
    case 'circuit': {
      const parameters = node.parameters.map(({ type }) => resolveType(a, type));
      a.declare(declaredSymbol(a, 'circuit', { kind: 'circuit', parameters }, node, node.name), node.name);
      return () => checkCircuit(a, node, parameters);
    }
    case 'observable': {
      const parameters = node.parameters.map(({ type }) => resolveType(a, type));
      const symbol = declaredSymbol(a, 'observable', { kind: 'observable', parameters }, node, node.name);
      a.declare(symbol, node.name);
      return () => checkObservable(a, symbol);
    }
    case 'noise': {
      const symbol = declaredSymbol(a, 'noise', noiseValue, node, node.name);
      a.declare(symbol, node.name);
      return () => checkNoise(a, symbol);
    }
    case 'backend':
      a.declare(declaredSymbol(a, 'backend', { kind: 'backend' }, node, node.name), node.name);
      return () => checkBackend(a, node);
    case 'model':
      a.declare(declaredSymbol(a, 'model', { kind: 'model' }, node, node.name), node.name);
      return () => checkModel(a, node);
    case 'memory':
      a.declare(declaredSymbol(a, 'memory', typeOfCall('memory'), node, node.name), node.name);
      return () => checkMemory(a, node);
    case 'workflow': {
      const parameters = node.parameters.map(({ type }) => resolveType(a, type));
      a.declare(declaredSymbol(a, 'workflow', { kind: 'workflow' }, node, node.name), node.name);
      return () => checkWorkflow(a, node, parameters);
    }
    case 'test':
      checkTitle(a, node);
      return () => checkTest(a, node);
    case 'targets':
      return () => checkTargets(a, node);
    default:
      return undefined;
  }
}

/** Notes what arrays a constant asks for their sizes, which are declared among the statements of the program. */
function referLater(a: Analysis, initializer: Expression | undefined): void {
  if (initializer?.kind !== 'call' || initializer.callee.name !== 'sizeof') return;
  const [array] = initializer.arguments.map(({ value }) => value);
  if (array?.kind === 'identifier' && a.symbols.get(array) === undefined) a.resolve(array);
}

/** Of tests with one title nobody could choose the second. */
function checkTitle(a: Analysis, { title }: TestDeclaration): void {
  const first = a.titles.get(title.value);
  if (first === undefined || first.title === title || title.value === '') return;
  const related = [{ span: first.title.span, message: 'The first one is here.' }];
  a.report('QF5037', title.span, [title.value], { related });
}

function checkCircuit(a: Analysis, node: CircuitDeclaration, parameters: readonly Type[]): void {
  a.within(node.span, 'circuit', () => {
    a.surrounded({ body: 'circuit', loops: 0, depth: 0, guards: 0 }, () => {
      declareParameters(a, node.parameters, parameters);
      a.checkBlock(node.body);
    });
  });
}
