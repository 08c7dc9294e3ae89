import type { Span } from '../../base/index.ts';
import type { Model, Scope, Symbol } from '../index.ts';
import { usesOf } from './references.ts';
import { symbolAt } from './symbol-at.ts';

/** What a name looks like while it is typed, as the source of a regular expression. */
export const namePattern = String.raw`[\p{L}_][\p{L}\p{N}_]*`;

/**
 * Where the name at an offset is written, to be changed everywhere while it is typed; nothing for names that other files
 * may know: those at the top of the file, and parameters, whose names stand before arguments.
 */
export function linkedEditing(model: Model, offset: number): readonly Span[] {
  const symbol = symbolAt(model, offset)?.symbol;
  if (symbol === undefined || !isLocal(symbol, model)) return [];
  return usesOf(symbol, [model]).flatMap(({ spans }) => spans);
}

function isLocal(symbol: Symbol, model: Model): boolean {
  if (!('nameSpan' in symbol) || symbol.uri !== model.uri || symbol.kind === 'parameter') return false;
  return isInside(model.scope.children, symbol);
}

function isInside(scopes: readonly Scope[], symbol: Symbol): boolean {
  return scopes.some(
    ({ symbols, children }) => symbols.get(symbol.name) === symbol || isInside(children, symbol),
  );
}
