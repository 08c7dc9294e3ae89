import type { Name } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import type { DeclaredSymbol, Symbol, Type } from './model.ts';
import { unknown } from './types.ts';

/** What every symbol of a declaration has. Of one on a line with broken syntax, not even the type is certain. */
export function declaredSymbol<Kind extends string, Node extends object>(
  a: Analysis,
  kind: Kind,
  type: Type,
  node: Node,
  name: Name,
): DeclaredSymbol<Kind, Node> {
  const known = a.damage.touches(name.span) ? unknown : type;
  const head = { kind, name: name.text, type: known, node, nameSpan: name.span, uri: a.file.uri };
  const { documentation } = node as { readonly documentation?: string };
  return documentation === undefined ? head : { ...head, documentation };
}

/** Gives a symbol the type that is known only after its expression was checked; models never change afterwards. */
export function settleType(symbol: Symbol, type: Type): void {
  Object.assign(symbol, { type });
}
