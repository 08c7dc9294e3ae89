import type { Span } from '../../base/index.ts';
import type { Expression } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import type { Symbol } from './model.ts';
import type { Unit } from './unit.ts';

/** Drops everything that was found out about the nodes and symbols of statements of the top level. */
export function forget(a: Analysis, units: readonly Unit[]): void {
  forgetReferences(a, units);
  for (const { statement, symbols } of units) {
    // What imports bring was found out apart, and holds until one of them changes.
    if (statement !== undefined && statement.kind !== 'import') forgetNodes(a, statement);
    for (const symbol of symbols) forgetSymbol(a, symbol);
  }
}

/** Nodes and names alike: whatever may be a key. */
function forgetNodes(a: Analysis, node: object): void {
  const expression = node as Expression & { kind: 'binary' | 'identifier' };
  a.symbols.delete(expression as Expression & { kind: 'identifier' });
  a.types.delete(expression);
  a.constants.delete(expression);
  a.realQuotients.delete(expression as Expression & { kind: 'binary' });
  for (const key in node) {
    const value: unknown = (node as Readonly<Record<string, unknown>>)[key];
    if (typeof value === 'object' && value !== null && key !== 'span') forgetNodes(a, value);
  }
}

function forgetSymbol(a: Analysis, symbol: Symbol): void {
  for (const known of [
    a.values,
    a.aliases,
    a.intervals,
    a.observableWidths,
    a.observableStates,
    a.noiseStates,
    a.expandedObservables,
    a.taskLoops,
  ])
    known.delete(symbol);
}

function forgetReferences(a: Analysis, units: readonly Unit[]): void {
  const gone = new Map<Symbol, Set<Span>>();
  for (const { symbol, span } of units.flatMap(({ references }) => references)) {
    const spans = gone.get(symbol);
    if (spans === undefined) gone.set(symbol, new Set([span]));
    else spans.add(span);
  }
  for (const [symbol, spans] of gone) {
    const left = (a.occurrences.get(symbol) ?? []).filter((span) => !spans.has(span));
    if (left.length === 0) a.occurrences.delete(symbol);
    else a.occurrences.set(symbol, left);
  }
}
