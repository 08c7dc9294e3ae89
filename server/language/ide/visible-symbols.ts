import type { Model, Scope, Symbol } from '../index.ts';
import type { Region } from './completion/open-brackets.ts';

const runtimeKinds: ReadonlySet<Symbol['kind']> = new Set([
  ...(['variable', 'qubits', 'alias', 'loop-variable'] as const),
]);

const orderedKinds: ReadonlySet<Symbol['kind']> = new Set([
  ...(['constant', 'variable', 'input', 'qubits', 'alias', 'gate', 'function'] as const),
]);

/**
 * The names that can be used at an offset, nearest first. What the statements at the top of a file change while they
 * run is not visible in circuits, gates and functions; a name that is declared further down does not exist yet, save
 * for the gates, functions and constants that a circuit or workflow uses.
 */
export function visibleSymbols(model: Model, offset: number, region: Region): readonly Symbol[] {
  const seen = new Map<string, Symbol>();
  for (
    let scope: Scope | undefined = scopeBehind(model, offset, region);
    scope !== undefined;
    scope = scope.parent
  ) {
    const isOuter = region !== 'file' && scope === model.scope;
    const isOrdered = !isOuter || region === 'gate';
    for (const [name, symbol] of scope.symbols) {
      const isUsable =
        !(isOuter && isHidden(symbol, region)) && (!isOrdered || exists(symbol, model, offset));
      if (isUsable && !seen.has(name)) seen.set(name, symbol);
    }
  }
  return [...seen.values()];
}

function isHidden(symbol: Symbol, region: Region): boolean {
  if (runtimeKinds.has(symbol.kind)) return true;
  return symbol.kind === 'input' && (region === 'gate' || region === 'function');
}

/** Whether the declaration of a symbol ends above the offset, where that matters. */
function exists(symbol: Symbol, model: Model, offset: number): boolean {
  const isHere = 'nameSpan' in symbol && symbol.uri === model.uri && orderedKinds.has(symbol.kind);
  return !isHere || symbol.node.span.end <= offset;
}

/**
 * The scope that the text before the offset is in. The tree of an unclosed block ends with its last token, so a cursor
 * that stands behind it, at the end of the file or before the next declaration, still belongs to it.
 */
function scopeBehind(model: Model, offset: number, region: Region): Scope {
  const textEnd = model.text.slice(0, offset).trimEnd().length;
  const scope = model.scopeAt(model.text[textEnd - 1] === '}' ? offset : textEnd);
  if (region === 'file' || scope !== model.scope) return scope;
  return scope.children.findLast(({ span }) => span.start < offset) ?? scope;
}
