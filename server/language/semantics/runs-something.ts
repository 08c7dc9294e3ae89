import { findCall } from '../../library/index.ts';
import type { CallExpression, Expression } from '../syntax/tree.ts';
import { walk } from '../syntax/walk.ts';

/** The calls inside an expression that run circuits, innermost first. */
export function runsIn(expression: Expression): readonly CallExpression[] {
  const found: CallExpression[] = [];
  walk(expression, (node) => {
    if (node.kind === 'call' && runs(node.callee.name)) found.push(node);
  });
  return found.toReversed();
}

function runs(name: string): boolean {
  return findCall(name, 'task') !== undefined || findCall(name, 'check')?.runs === true;
}

/** Whether evaluating an expression runs a circuit. */
export function runsSomething(expression: Expression): boolean {
  return runsIn(expression).length > 0;
}
