import type { Name } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import type { DeclaredSymbol, Type } from './model.ts';

/** What every symbol of a declaration has. */
export function declaredSymbol<Kind extends string, Node extends { readonly documentation?: string }>(
  a: Analysis,
  kind: Kind,
  type: Type,
  node: Node,
  name: Name,
): DeclaredSymbol<Kind, Node> {
  const head = { kind, name: name.text, type, node, nameSpan: name.span, uri: a.file.uri };
  return node.documentation === undefined ? head : { ...head, documentation: node.documentation };
}
