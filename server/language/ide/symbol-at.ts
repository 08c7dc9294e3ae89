import { type Span, touches } from '../../base/index.ts';
import { type Model, type Scope, type Symbol, nodeAt } from '../index.ts';
import { wordAt } from './completion/tokens-before.ts';

export interface SymbolPlace {
  readonly symbol: Symbol;
  /** Where its name is written. */
  readonly span: Span;
}

/** What the name at an offset stands for. */
export function symbolAt(model: Model, offset: number): SymbolPlace | undefined {
  const span = wordAt(model.text, offset);
  const name = model.text.slice(span.start, span.end);
  if (name === '') return undefined;
  const isWritten = (symbol: Symbol) => model.occurrences(symbol).some((place) => touches(place, span.start));
  const symbol = candidates(model, name).find(isWritten) ?? symbolOfNode(model, span.start);
  return symbol === undefined ? undefined : { symbol, span };
}

/** A name that means something else in its place than in any scope. */
function symbolOfNode(model: Model, offset: number): Symbol | undefined {
  const node = nodeAt(model.program, offset).at(-1);
  return node?.kind === 'identifier' ? model.symbolOf(node) : undefined;
}

/** Every symbol of that name in the file and its library. */
function candidates(model: Model, name: string): readonly Symbol[] {
  const outer: Symbol[] = [];
  for (let scope = model.scope.parent; scope !== undefined; scope = scope.parent) {
    const symbol = scope.symbols.get(name);
    if (symbol !== undefined) outer.push(symbol);
  }
  return [...inside(model.scope, name), ...outer];
}

function inside(scope: Scope, name: string): readonly Symbol[] {
  const own = scope.symbols.get(name);
  const inner = scope.children.flatMap((child) => inside(child, name));
  return own === undefined ? inner : [own, ...inner];
}
