import { type Call, findCall } from '../../library/index.ts';
import type { BackendDeclaration, Expression, ForStatement, TaskDeclaration } from '../syntax/tree.ts';
import { commonLoops } from '../syntax/steps.ts';
import type { Analysis } from './analysis.ts';
import { libraryCall } from './call-groups.ts';
import { declaredSymbol, settleType } from './declared-symbol.ts';
import { record } from './expect.ts';
import { checkArguments, isPlain } from './library-calls.ts';
import type { Symbol, Type } from './model.ts';
import { checkSecrets } from './secrets.ts';
import { checkTaskCall } from './task-calls.ts';
import { typeOfCall, typeText, unknown } from './types.ts';

type TaskSymbol = Extract<Symbol, { kind: 'task' }>;

/**
 * Declares a task before its workflow is checked. The result of a call follows from its name alone, so that such
 * tasks may be used before they are declared; the type of a plain value is known once it was checked.
 */
export function declareTask(a: Analysis, node: TaskDeclaration, loops: readonly ForStatement[]): void {
  const symbol = declaredSymbol(a, 'task', calledType(node) ?? unknown, node, node.name);
  a.taskLoops.set(symbol, loops);
  a.declare(symbol, node.name);
}

function calledType({ value }: TaskDeclaration): Type | undefined {
  const call = value.kind === 'call' ? findCall(value.callee.name, 'task') : undefined;
  return call && typeOfCall(call.result);
}

/** What a task is where it is named: outside of a loop that it stands in, the list of what its rounds gave. */
export function taskTypeHere(a: Analysis, symbol: TaskSymbol): Type {
  const loops = a.taskLoops.get(symbol) ?? [];
  const rounds = loops.length - commonLoops(loops, a.surroundings.fans ?? []);
  if (symbol.type.kind === 'unknown') return unknown;
  return Array.from({ length: rounds }).reduce<Type>((element) => ({ kind: 'list', element }), symbol.type);
}

/** Says where a plain value is read above its task; that a task waits for itself is said elsewhere. */
export function checkDeclaredBefore(a: Analysis, span: Expression['span'], symbol: TaskSymbol): void {
  const isLate = calledType(symbol.node) === undefined && span.start < symbol.nameSpan.start;
  if (!isLate) return;
  const related = [{ span: symbol.nameSpan, message: `${symbol.name} is declared here.` }];
  a.report('QF2003', span, [symbol.name], { related });
}

export function checkTask(a: Analysis, node: TaskDeclaration): void {
  const call = calledTask(a, node.value);
  if (call === 'a value') return checkValue(a, node);
  if (call === undefined || node.value.kind !== 'call') return;
  const type = record(a, node.value, checkTaskCall(a, node.value, call));
  const symbol = a.symbols.get(node.name);
  // The columns of a table are known only now.
  if (symbol?.kind === 'task' && 'columns' in type) settleType(symbol, type);
}

/** A task that keeps the value of an expression. */
function checkValue(a: Analysis, node: TaskDeclaration): void {
  const type = a.check(node.value);
  const symbol = a.symbols.get(node.name);
  if (type.kind === 'unknown') return;
  if (!isPlain(type)) a.report('QF5030', node.value.span, [typeText(type)]);
  else if (symbol?.kind === 'task') settleType(symbol, type);
}

export function checkBackend(a: Analysis, node: BackendDeclaration): void {
  const call = libraryCall(a, node.value, 'backend');
  if (node.value.kind === 'call') checkSecrets(a, node.name.text, node.value);
  if (call !== undefined && node.value.kind === 'call') checkArguments(a, node.value, call);
}

/** The entry of the table that a task calls, or that it is a plain value; nothing after saying that it is neither. */
function calledTask(a: Analysis, value: Expression): Call | 'a value' | undefined {
  if (value.kind === 'missing') return undefined;
  if (value.kind !== 'call') return 'a value';
  const isTask = findCall(value.callee.name, 'task') !== undefined;
  return !isTask && a.callsFunction(value.callee) ? 'a value' : libraryCall(a, value, 'task');
}
