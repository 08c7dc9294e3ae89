import type { Span, Steps } from '../../base/index.ts';
import type { Fragment, Model, Reference, Symbol } from '../index.ts';

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

/** What was found out about one fragment, and what that hangs on beside its text. */
interface Known {
  readonly references: readonly (readonly Reference[])[];
  /** Symbols that are shown as unused if no other text names them, and whether none did. */
  readonly watched: readonly { readonly symbol: Symbol; readonly isUnused: boolean }[];
  readonly tokens: readonly SemanticToken[];
}

const known = new WeakMap<Fragment, Known>();

/** The names that the files declare, in the order of the text; those of the library are known to the grammar. */
export function* semanticTokens(model: Model): Steps<readonly SemanticToken[]> {
  const tokens: SemanticToken[] = [];
  for (const fragment of model.fragments) {
    for (const { span, ...token } of fragmentTokens(model, fragment))
      tokens.push({ ...token, span: { start: span.start + fragment.start, end: span.end + fragment.start } });
    yield;
  }
  return tokens;
}

/**
 * The same for one fragment of the text, with places that count from its start; the same list as before the last edit
 * where that changed nothing of it.
 */
export function fragmentTokens(model: Model, fragment: Fragment): readonly SemanticToken[] {
  const before = known.get(fragment);
  if (before !== undefined && holds(before, fragment, model)) return before.tokens;
  const references = fragment.statements.map((statement) => model.referencesIn(statement));
  const found = tokensOf(model, fragment, references);
  known.set(fragment, found);
  return found.tokens;
}

/** Files have thousands of fragments, so nothing is made anew here. */
function holds({ references, watched }: Known, { statements }: Fragment, model: Model): boolean {
  let place = 0;
  for (const statement of statements) if (model.referencesIn(statement) !== references[place++]) return false;
  for (const { symbol, isUnused } of watched) if (model.isWrittenOnce(symbol) !== isUnused) return false;
  return true;
}

function tokensOf(model: Model, fragment: Fragment, references: Known['references']): Known {
  const watched: { readonly symbol: Symbol; readonly isUnused: boolean }[] = [];
  const tokens = references.flat().flatMap(({ symbol, span }) => {
    const type = 'node' in symbol ? typeOf(symbol) : undefined;
    if (type === undefined) return [];
    if (isOwnBusiness(symbol, model)) watched.push({ symbol, isUnused: model.isWrittenOnce(symbol) });
    const modifiers = modifiersOf(symbol, span, model);
    return [
      { span: { start: span.start - fragment.start, end: span.end - fragment.start }, type, modifiers },
    ];
  });
  const inOrder = tokens.toSorted((a, b) => a.span.start - b.span.start);
  const apart = inOrder.filter(({ span }, place) => span.start >= (inOrder[place - 1]?.span.end ?? 0));
  return { references, watched, tokens: apart };
}

function modifiersOf(symbol: Symbol, span: Span, model: Model): readonly SemanticTokenModifier[] {
  const declares = 'nameSpan' in symbol && symbol.uri === model.uri && symbol.nameSpan.start === span.start;
  const isUnused = model.isWrittenOnce(symbol) && isOwnBusiness(symbol, model);
  return [
    ...(declares ? (['declaration'] as const) : []),
    ...(isReadonly(symbol) ? (['readonly'] as const) : []),
    ...(isUnused ? (['unused'] as const) : []),
  ];
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
