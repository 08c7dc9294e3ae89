import type { Span, TextEdit } from '../../base/index.ts';
import { type Model, type Scope, type Symbol, parse } from '../index.ts';
import { isDeclaration, type Uses, usesOf } from './references.ts';
import { symbolAt } from './symbol-at.ts';

/** Why a name cannot be changed, or cannot become another. */
export interface RenameRefusal {
  readonly kind: 'refused';
  readonly reason: string;
}

export interface RenameTarget {
  readonly kind: 'target';
  readonly span: Span;
  readonly name: string;
}

export interface Renaming {
  readonly kind: 'renaming';
  readonly files: readonly { readonly uri: string; readonly edits: readonly TextEdit[] }[];
}

/** The name at an offset, when it is one that the files declare themselves. */
export function prepareRename(model: Model, offset: number): RenameTarget | RenameRefusal {
  const found = symbolAt(model, offset);
  if (found === undefined) return refused('There is no name here that can be changed.');
  const { symbol, span } = found;
  if (!('nameSpan' in symbol)) return refused(`${symbol.name} belongs to the library and keeps its name.`);
  return { kind: 'target', span, name: symbol.name };
}

/**
 * The edits that give the name at an offset another one wherever it is written. Refused where the new name is no name,
 * or where it would be taken for something else or something else for it.
 */
export function rename(
  model: Model,
  offset: number,
  family: readonly Model[],
  name: string,
): Renaming | RenameRefusal {
  const prepared = prepareRename(model, offset);
  if (prepared.kind === 'refused') return prepared;
  const symbol = symbolAt(model, offset)?.symbol;
  if (symbol === undefined || name === prepared.name) return { kind: 'renaming', files: [] };
  const uses = usesOf(symbol, family);
  const isDeclared = uses.some(({ model: { uri }, spans }) =>
    spans.some((span) => isDeclaration(symbol, uri, span)),
  );
  if (!isDeclared) return refused(`The file that declares ${symbol.name} is not at hand.`);
  const reason = uses.map((place) => obstacle(place, symbol, name)).find((found) => found !== undefined);
  if (reason !== undefined) return refused(reason);
  const files = uses.map(({ model: { uri }, spans }) => ({
    uri,
    edits: spans.map((span) => ({ span, text: name })),
  }));
  return { kind: 'renaming', files };
}

function refused(reason: string): RenameRefusal {
  return { kind: 'refused', reason };
}

function obstacle({ model, spans }: Uses, symbol: Symbol, name: string): string | undefined {
  if (!isName(name, model)) return `${name === '' ? 'Nothing' : name} is not a name that can be declared.`;
  const scopes = spans.map((span) => scopeOf(span, symbol, model));
  const other = scopes
    .map((scope) => scope && taken(scope, model, name))
    .find((found) => found !== undefined);
  if (other === undefined) return undefined;
  return `${name} is ${'node' in other ? 'declared already' : 'used from the library'}.`;
}

/** Where a use looks its name up; a declaration stands in the scope that holds it, though its span may begin another. */
function scopeOf(span: Span, symbol: Symbol, model: Model): Scope | undefined {
  let scope: Scope | undefined = model.scopeAt(span.start);
  if (!isDeclaration(symbol, model.uri, span)) return scope;
  while (scope !== undefined && scope.symbols.get(symbol.name) !== symbol) scope = scope.parent;
  return scope;
}

/** What a name means in a scope, where that is in use: names of the library that the file does not use may be hidden. */
function taken(scope: Scope, model: Model, name: string): Symbol | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const symbol = at.symbols.get(name);
    if (symbol === undefined) continue;
    return 'node' in symbol || model.occurrences(symbol).length > 0 ? symbol : undefined;
  }
  return undefined;
}

/** Whether the file's dialect takes the text as the name of a declaration. */
function isName(name: string, { uri, program: { dialect } }: Model): boolean {
  const text = dialect === 'openqasm2' ? `creg ${name}[1];` : `int ${name};`;
  const version = dialect === 'qflow' ? '' : `OPENQASM ${dialect === 'openqasm2' ? '2.0' : '3.0'};\n`;
  const { program, diagnostics } = parse(`${version}${text}`, { uri });
  const [statement, ...others] = program.statements;
  return (
    diagnostics.length === 0 &&
    others.length === 0 &&
    statement?.kind === 'classical-declaration' &&
    statement.name.text === name
  );
}
