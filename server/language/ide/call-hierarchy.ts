import type { CancellationToken, Span } from '../../base/index.ts';
import type { Model, Symbol, tree } from '../index.ts';
import { modelOf } from './imported-models.ts';
import { isDeclaration, usesOf } from './references.ts';
import { symbolAt } from './symbol-at.ts';

/** A gate, function, circuit or workflow that uses others or is used. */
export interface CallItem {
  readonly name: string;
  readonly kind: 'gate' | 'function' | 'circuit' | 'workflow' | 'program';
  readonly uri: string;
  readonly span: Span;
  readonly nameSpan: Span;
}

/** An item, and the places where it is used or where it uses the item in question. */
export interface Call {
  readonly item: CallItem;
  readonly spans: readonly Span[];
}

type Callable = Extract<Symbol, { kind: 'gate' | 'function' | 'circuit' }>;
type Owner =
  tree.GateDeclaration | tree.FunctionDeclaration | tree.CircuitDeclaration | tree.WorkflowDeclaration;

/** The gate, function or circuit whose name stands at an offset; on a workflow's name the workflow. */
export function callItem(model: Model, offset: number): CallItem | undefined {
  const symbol = symbolAt(model, offset)?.symbol;
  if (symbol === undefined) return undefined;
  return symbol.kind === 'workflow' || isCallable(symbol) ? itemOf(symbol) : undefined;
}

function isCallable(symbol: Symbol): symbol is Callable {
  return symbol.kind === 'gate' || symbol.kind === 'function' || symbol.kind === 'circuit';
}

function itemOf(symbol: Callable | Extract<Symbol, { kind: 'workflow' }>): CallItem {
  const { name, kind, uri, node, nameSpan } = symbol;
  return { name, kind, uri, span: node.span, nameSpan };
}

/** Who uses the item whose name stands at an offset. */
export function incomingCalls(
  model: Model,
  offset: number,
  family: readonly Model[],
  token: CancellationToken,
): readonly Call[] {
  const symbol = symbolAt(model, offset)?.symbol;
  if (symbol === undefined || token.isCancellationRequested) return [];
  return usesOf(symbol, family).flatMap((uses) => {
    const users = new Map<Owner | tree.Program, Span[]>();
    for (const span of uses.spans) {
      const owner = ownerAt(uses.model, span.start);
      const isUse = !isDeclaration(symbol, uses.model.uri, span) && owner !== undefined;
      if (isUse) users.set(owner, [...(users.get(owner) ?? []), span]);
    }
    return [...users].map(([owner, spans]) => ({ item: ownerItem(owner, uses.model), spans }));
  });
}

/** What the item whose name stands at an offset uses. */
export function outgoingCalls(model: Model, offset: number): readonly Call[] {
  const symbol = symbolAt(model, offset)?.symbol;
  if (symbol === undefined || !('node' in symbol)) return [];
  const inside = symbol.node.span;
  const owner = modelOf(model, symbol.uri);
  if (owner === undefined) return [];
  return [...owner.scope.symbols.values()].filter(isCallable).flatMap((used) => {
    if (used === symbol) return [];
    const spans = owner
      .occurrences(used)
      .filter(({ start, end }) => inside.start <= start && end <= inside.end);
    return spans.length === 0 ? [] : [{ item: itemOf(used), spans }];
  });
}

/** The declaration around an offset, or the program where a statement of its own is; imports use nothing. */
function ownerAt({ program }: Model, offset: number): Owner | tree.Program | undefined {
  const statement = program.statements.find(({ span }) => span.start <= offset && offset < span.end);
  switch (statement?.kind) {
    case 'gate':
    case 'function':
    case 'circuit':
    case 'workflow':
      return statement;
    case 'import':
    case 'include':
    case undefined:
      return undefined;
    default:
      return program;
  }
}

function ownerItem(owner: Owner | tree.Program, { uri }: Model): CallItem {
  if (owner.kind !== 'program') {
    const { name, kind, span } = owner;
    return { name: name.text, kind, uri, span, nameSpan: name.span };
  }
  const [first] = owner.statements;
  return { name: 'main', kind: 'program', uri, span: owner.span, nameSpan: first?.span ?? owner.span };
}
