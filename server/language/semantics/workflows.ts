import type {
  AliasDeclaration,
  AssertStatement,
  Block,
  CallExpression,
  ForStatement,
  IfStatement,
  Statement,
  TestDeclaration,
  WorkflowDeclaration,
} from '../syntax/tree.ts';
import { stepsOf } from '../syntax/steps.ts';
import { checkMarks } from './annotations.ts';
import type { Analysis } from './analysis.ts';
import { declareParameters } from './declarations.ts';
import { declaredSymbol } from './declared-symbol.ts';
import { checkLoopHead } from './loops.ts';
import type { Type } from './model.ts';
import { runsIn } from './runs-something.ts';
import { lookUp } from './scopes.ts';
import { checkCondition } from './statements.ts';
import { checkTaskOrder } from './task-order.ts';
import { checkTask, declareTask } from './tasks.ts';
import { reportUnread } from './unread.ts';

/** Checks the steps of a workflow; its tasks may name each other in any order. */
export function checkWorkflow(a: Analysis, node: WorkflowDeclaration, parameters: readonly Type[]): void {
  a.within(node.span, 'workflow', () => {
    a.surrounded({ body: 'workflow', loops: 0, depth: 0, guards: 0, fans: [] }, () => {
      declareParameters(a, node.parameters, parameters);
      checkSteps(a, node.body);
    });
  });
}

/** Checks the steps of a test, which may run circuits wherever a value may stand. */
export function checkTest(a: Analysis, node: TestDeclaration): void {
  a.within(node.span, 'test', () => {
    a.surrounded({ body: 'test', loops: 0, depth: 0, guards: 0, fans: [] }, () => checkSteps(a, node.body));
  });
}

function checkSteps(a: Analysis, body: Block): void {
  const steps = stepsOf(body);
  const tasks = steps.filter(({ node }) => node.kind === 'task');
  for (const step of tasks) if (step.node.kind === 'task') declareTask(a, step.node, step.loops);
  checkBlock(a, body);
  checkTaskOrder(a, steps);
  reportUnread(a, steps);
}

function checkBlock(a: Analysis, { statements }: Block): void {
  for (const statement of statements) checkStatement(a, statement);
}

function checkStatement(a: Analysis, node: Statement): void {
  switch (node.kind) {
    case 'task':
      checkMarks(a, node);
      return checkTask(a, node);
    case 'alias':
      return checkAlias(a, node);
    case 'assert':
      checkMarks(a, node);
      return checkAssert(a, node);
    case 'for':
      return checkFor(a, node);
    case 'if':
      return checkIf(a, node);
    case 'error':
    case 'unsupported':
    case 'pragma':
      return;
    default:
      a.report('QF5013', node.span, [`a ${node.kind.replaceAll('-', ' ')}`]);
  }
}

function checkAlias(a: Analysis, node: AliasDeclaration): void {
  const type = a.check(node.value);
  a.declare(declaredSymbol(a, 'alias', type, node, node.name), node.name);
}

function checkAssert(a: Analysis, { condition }: AssertStatement): void {
  checkCondition(a, condition);
}

/** A loop of a workflow makes one task of each round; over results, how many there are is known when those are there. */
function checkFor(a: Analysis, node: ForStatement): void {
  const declareVariable = checkLoopHead(a, node);
  const [call] = runsIn(node.iterable);
  if (call !== undefined) reportCall(a, node, call);
  const { depth, fans = [] } = a.surroundings;
  a.within(node.span, 'block', () => {
    declareVariable();
    a.surrounded({ depth: depth + 1, fans: [...fans, node] }, () => checkBlock(a, node.body));
  });
}

function checkIf(a: Analysis, node: IfStatement): void {
  checkCondition(a, node.condition);
  const { depth, guards } = a.surroundings;
  for (const branch of [node.then, node.otherwise]) {
    if (branch === undefined) continue;
    a.within(branch.span, 'block', () =>
      a.surrounded({ depth: depth + 1, guards: guards + 1 }, () => checkBlock(a, branch)),
    );
  }
}

/** What a loop runs over has a name, under which the record keeps it. */
function reportCall(a: Analysis, node: ForStatement, call: CallExpression): void {
  const { start } = node.span;
  const edits = [
    { span: { start, end: start }, text: `let values = ${a.textOf(node.iterable.span)};\n` },
    { span: node.iterable.span, text: 'values' },
  ];
  const isFree = lookUp(a.scope, 'values') === undefined;
  a.report('QF5031', call.span, [call.callee.name], {
    fixes: isFree ? [{ title: 'Name it values in front of the loop', edits }] : [],
  });
}
