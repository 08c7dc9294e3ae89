import type { Identifier } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import type { Symbol } from './model.ts';
import { counted, givenCount } from './types.ts';

/** `2 arguments`, `1 to 2 arguments` */
export function argumentCount(required: number, all: number): string {
  return required === all ? counted(all, 'argument') : `${required} to ${counted(all, 'argument')}`;
}

/** Says that a circuit or observable with parameters is used without giving them. */
export function checkApplied(a: Analysis, node: Identifier, symbol: Symbol): boolean {
  if (symbol.kind !== 'circuit' && symbol.kind !== 'observable') return true;
  const { parameters } = symbol.node;
  const required = parameters.filter(({ defaultValue }) => defaultValue === undefined).length;
  if (required === 0) return true;
  a.report('QF2020', node.span, [symbol.name, argumentCount(required, parameters.length), givenCount(0)]);
  return false;
}
