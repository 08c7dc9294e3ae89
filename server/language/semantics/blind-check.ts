import type { CallExpression } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import type { Type } from './model.ts';
import { unknown } from './types.ts';

/** Where nothing is known of the callee, its arguments are still looked at. */
export function checkBlindly(a: Analysis, node: CallExpression): Type {
  for (const { value } of node.arguments) a.check(value);
  return unknown;
}
