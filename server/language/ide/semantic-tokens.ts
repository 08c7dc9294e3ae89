import type { Span, Steps } from '../../base/index.ts';
import type { Model, Scope, Symbol } from '../index.ts';

/** What a name is, as far as the words around it do not tell. */
export const semanticTokenTypes = [
  'qubit',
  'variable',
  'parameter',
  'gate',
  'function',
  'circuit',
  'observable',
  'noise',
  'backend',
  'model',
  'memory',
  'workflow',
  'task',
] as const;

export const semanticTokenModifiers = ['declaration', 'readonly', 'unused'] as const;

export type SemanticTokenType = (typeof semanticTokenTypes)[number];
export type SemanticTokenModifier = (typeof semanticTokenModifiers)[number];

export interface SemanticToken {
  readonly span: Span;
  readonly type: SemanticTokenType;
  readonly modifiers: readonly SemanticTokenModifier[];
}

/** The names that the files declare, in the order of the text; those of the library are known to the grammar. */
export function* semanticTokens(model: Model): Steps<readonly SemanticToken[]> {
  const tokens: SemanticToken[] = [];
  for (const symbol of declaredSymbols(model.scope)) {
    for (const token of tokensOf(symbol, model)) {
      tokens.push(token);
      yield;
    }
    yield;
  }
  const inOrder = tokens.toSorted((a, b) => a.span.start - b.span.start);
  return inOrder.filter(({ span }, place) => span.start >= (inOrder[place - 1]?.span.end ?? 0));
}

function declaredSymbols(scope: Scope, found = new Set<Symbol>()): ReadonlySet<Symbol> {
  for (const symbol of scope.symbols.values()) if ('node' in symbol) found.add(symbol);
  for (const child of scope.children) declaredSymbols(child, found);
  return found;
}

function tokensOf(symbol: Symbol, model: Model): readonly SemanticToken[] {
  const type = typeOf(symbol);
  const spans = model.occurrences(symbol);
  if (type === undefined) return [];
  const isUnused = spans.length === 1 && isOwnBusiness(symbol, model);
  const always: readonly SemanticTokenModifier[] = [
    ...(isReadonly(symbol) ? (['readonly'] as const) : []),
    ...(isUnused ? (['unused'] as const) : []),
  ];
  return spans.map((span) => {
    const declares = 'nameSpan' in symbol && symbol.uri === model.uri && symbol.nameSpan.start === span.start;
    return { span, type, modifiers: declares ? ['declaration', ...always] : always };
  });
}

function typeOf(symbol: Symbol): SemanticTokenType | undefined {
  if (symbol.type.kind === 'qubit') return 'qubit';
  switch (symbol.kind) {
    case 'qubits':
    case 'qubit-parameter':
      return 'qubit';
    case 'constant':
    case 'variable':
    case 'input':
    case 'alias':
    case 'loop-variable':
      return 'variable';
    case 'angle-parameter':
    case 'parameter':
      return 'parameter';
    case 'program':
      return 'circuit';
    case 'gate':
    case 'function':
    case 'circuit':
    case 'observable':
    case 'noise':
    case 'backend':
    case 'model':
    case 'memory':
    case 'workflow':
    case 'task':
      return symbol.kind;
    default:
      return undefined;
  }
}

function isReadonly({ kind }: Symbol): boolean {
  return kind === 'constant' || kind === 'input' || kind === 'loop-variable';
}

/** Whether nobody outside of the text around it could miss a symbol: bits are results, and other files import names. */
function isOwnBusiness(symbol: Symbol, model: Model): boolean {
  switch (symbol.kind) {
    case 'qubits':
    case 'alias':
    case 'angle-parameter':
    case 'qubit-parameter':
    case 'parameter':
      return true;
    case 'constant':
    case 'variable':
      return symbol.type.kind !== 'bit' && model.scope.symbols.get(symbol.name) !== symbol;
    default:
      return false;
  }
}
