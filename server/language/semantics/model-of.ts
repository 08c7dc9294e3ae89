import type { Diagnostic, Span } from '../../base/index.ts';
import { Fragment } from '../syntax/fragment.ts';
import type { Program, Statement } from '../syntax/tree.ts';
import type { Analysis, SourceFile } from './analysis.ts';
import { withoutAllowed } from './annotations.ts';
import { constantOf, typeOf } from './expect.ts';
import { isMain } from './main-statements.ts';
import type { CircuitEntry, Model, Reference, Scope, Symbol } from './model.ts';
import { PlacedDiagnostic, startBefore } from './placed-diagnostic.ts';

/**
 * What others read of a checked file.
 *
 * @param imported the names that its imports write
 */
export function modelOf(a: Analysis, found: readonly Diagnostic[], imported: readonly Reference[]): Model {
  const declared = [...a.fileScope.symbols.values()].filter(
    (symbol) => 'uri' in symbol && symbol.uri === a.file.uri,
  );
  const { uri, text, program, syntaxDiagnostics } = a.file;
  const ofKind = <Kind extends Symbol['kind']>(kind: Kind) =>
    declared.filter((symbol): symbol is Extract<Symbol, { kind: Kind }> => symbol.kind === kind);
  return {
    uri,
    text,
    program,
    diagnostics: inOrder(withoutAllowed(program, [...syntaxDiagnostics, ...found])),
    scope: a.fileScope,
    circuits: circuitsOf(program, ofKind('circuit')),
    observables: ofKind('observable'),
    noises: ofKind('noise'),
    backends: ofKind('backend'),
    workflows: ofKind('workflow'),
    tests: program.statements.filter((statement) => statement.kind === 'test'),
    symbolOf: (node) => a.symbols.get(node),
    typeOf: (expression) => typeOf(a, expression),
    constantOf: (expression) => constantOf(a, expression),
    widthOf: (observable) => a.observableWidths.get(observable),
    scopeAt: (offset) => innermost(a.fileScope, offset),
    occurrences: (symbol) => occurrencesOf(a, symbol),
    isWrittenOnce: (symbol) => a.occurrences.get(symbol)?.length === 1,
    referencesIn: (statement) => referencesIn(a, statement, imported),
    fragments: a.file.fragments ?? [wholeFile(a.file)],
    readableFrom: (offset) => startBefore(a.file.fragments ?? [], offset),
    followed: (diagnostic) => follow(diagnostic, a.file.fragments),
    imports: a.imports,
  };
}

function follow(diagnostic: Diagnostic, fragments: readonly Fragment[] | undefined): () => Diagnostic {
  if (fragments === undefined) return () => diagnostic;
  const placed = new PlacedDiagnostic(diagnostic, fragments);
  return () => placed.diagnostic;
}

function inOrder(diagnostics: Diagnostic[]): Diagnostic[] {
  return diagnostics.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function circuitsOf(
  program: Program,
  declared: readonly Extract<Symbol, { kind: 'circuit' }>[],
): CircuitEntry[] {
  const entries = declared.map((symbol): CircuitEntry => ({
    name: symbol.name,
    node: symbol.node,
    symbol,
    nameSpan: symbol.nameSpan,
  }));
  const first = program.statements.find(isMain);
  if (first !== undefined) entries.push({ name: 'main', node: program, nameSpan: first.span });
  return entries.sort((a, b) => a.nameSpan.start - b.nameSpan.start);
}

function innermost(scope: Scope, offset: number): Scope {
  const inner = scope.children.find(({ span }) => span.start <= offset && offset <= span.end);
  return inner === undefined ? scope : innermost(inner, offset);
}

function referencesIn(
  a: Analysis,
  statement: Statement,
  imported: readonly Reference[],
): readonly Reference[] {
  const own = a.units.get(statement)?.references ?? [];
  if (statement.kind !== 'import') return own;
  const { start, end } = statement.span;
  return [...own, ...imported.filter(({ span }) => start <= span.start && span.end <= end)];
}

/** A text that nobody edits, in one piece. */
function wholeFile({ program, syntaxDiagnostics }: SourceFile): Fragment {
  const { span, statements, comments } = program;
  return new Fragment({ span, statements, comments, diagnostics: syntaxDiagnostics });
}

function occurrencesOf(a: Analysis, symbol: Symbol): readonly Span[] {
  return [...(a.occurrences.get(symbol) ?? [])].sort((one, other) => one.start - other.start);
}
