import { type Call, calls, findCall } from '../../library/index.ts';
import type { CallExpression, Expression } from '../syntax/tree.ts';
import { type Analysis, didYouMean } from './analysis.ts';
import { checkBlindly } from './blind-check.ts';
import { record } from './expect.ts';
import type { Symbol } from './model.ts';
import { callOf, lookUp } from './scopes.ts';
import { closest } from './spelling.ts';
import { typeOfCall } from './types.ts';

/** The groups of calls that declarations are made of. */
type Group = 'task' | 'backend' | 'model' | 'memory' | 'noise' | 'optimizer' | 'source';

const wholes: Readonly<Record<Group, string>> = {
  task: 'A task',
  backend: 'A backend',
  model: 'A model',
  memory: 'A memory',
  noise: 'Noise',
  optimizer: 'An optimizer',
  source: 'The file of a table',
};

/** The entry of the table that a declaration's value calls, after saying that it calls none of the group. */
export function libraryCall(a: Analysis, value: Expression, group: Group): Call | undefined {
  if (value.kind === 'missing') return undefined;
  if (value.kind !== 'call') {
    const isKnown = a.check(value).kind !== 'unknown';
    if (isKnown) a.report('QF5002', value.span, [wholes[group], knownCalls(group).join(', ')]);
    return undefined;
  }
  const call = findCall(value.callee.name, group);
  if (call === undefined) return reportWrongCall(a, value, group);
  record(a, value, typeOfCall(call.result));
  return isMeant(a, value, call, group) ? call : undefined;
}

/** Whether the name stands for the library's call, and not for something that the file declares. */
function isMeant(a: Analysis, value: CallExpression, call: Call, group: Group): boolean {
  const nearest = lookUp(a.scope, call.name)?.symbol;
  if (nearest?.kind === 'standard-call') {
    a.refer(value.callee, callOf(call));
    return true;
  }
  const symbol = a.resolve(value.callee);
  if (symbol !== undefined) reportShadowed(a, value, symbol, group);
  return false;
}

function reportShadowed(a: Analysis, value: CallExpression, symbol: Symbol, group: Group): void {
  a.reportKind(value.callee, symbol, `a call that makes ${wholes[group].toLowerCase()}`);
  checkBlindly(a, value);
}

function reportWrongCall(a: Analysis, value: CallExpression, group: Group): undefined {
  const known = knownCalls(group);
  const { name, span } = value.callee;
  checkBlindly(a, value);
  if (name === '' || a.silenced.has(name)) return;
  const suggestion = closest(name, known);
  const details = suggestion === undefined ? {} : didYouMean(suggestion, span);
  a.report('QF5002', span, [wholes[group], known.join(', ')], details);
}

function knownCalls(group: Group): string[] {
  return calls.filter((call) => call.group === group).map(({ name }) => name);
}
