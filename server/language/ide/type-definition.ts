import type { Span } from '../../base/index.ts';
import { type Model, type Node, type Symbol, nodeAt, type tree } from '../index.ts';
import { type Definition, declarationOf } from './definition.ts';
import { symbolAt } from './symbol-at.ts';

/**
 * Where what a name stands for is declared: of a task the circuit that it runs, of an alias the register or task that it
 * names, of an observable, noise or backend that is made of another one that one.
 */
export function typeDefinition(model: Model, offset: number): Definition | undefined {
  const symbol = symbolAt(model, offset)?.symbol;
  const made = symbol === undefined ? undefined : firstName(symbol, model);
  return made && declarationOf(made, model);
}

/** The first declared name in the value of a declaration of this file. */
function firstName(symbol: Symbol, model: Model): Symbol | undefined {
  if (!('node' in symbol) || symbol.uri !== model.uri || !('value' in symbol.node)) return undefined;
  const { span } = symbol.node.value;
  return namesIn(model, span)
    .map((name) => model.symbolOf(name))
    .find((found) => found !== undefined && 'node' in found);
}

/** The identifiers in a piece of an expression, in the order of the text. */
function namesIn(model: Model, { start, end }: Span): readonly tree.Identifier[] {
  const words = model.text.slice(start, end).matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu);
  return [...words].flatMap(({ index }) => {
    const node: Node | undefined = nodeAt(model.program, start + index).at(-1);
    return node?.kind === 'identifier' && node.span.start === start + index ? [node] : [];
  });
}
