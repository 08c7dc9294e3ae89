import type { Analysis } from './analysis.ts';
import type { Symbol } from './model.ts';

/** Marks registers that nothing uses; their text may go. */
export function reportUnusedQubits(a: Analysis): void {
  for (const [symbol, places] of a.occurrences) {
    const isUnused = symbol.kind === 'qubits' && symbol.uri === a.file.uri && places.length === 1;
    if (!isUnused) continue;
    a.report('QF3011', symbol.nameSpan, [symbol.name], {
      unnecessary: true,
      fixes: [{ title: `Remove ${symbol.name}`, edits: [{ span: symbol.node.span, text: '' }] }],
    });
  }
}

const parameterKinds: ReadonlySet<Symbol['kind']> = new Set<Symbol['kind']>([
  'parameter',
  'angle-parameter',
  'qubit-parameter',
]);

/** Marks parameters that nothing reads, of gates and functions that do something. */
export function reportUnusedParameters(a: Analysis): void {
  for (const [symbol, places] of a.occurrences) {
    const isUnused = parameterKinds.has(symbol.kind) && places.length === 1 && 'node' in symbol;
    if (!isUnused || symbol.uri !== a.file.uri || isEmptyGate(symbol)) continue;
    a.report('QF3015', symbol.nameSpan, [symbol.name], { unnecessary: true });
  }
}

/** A gate without steps names its qubits and angles for whoever calls it. */
function isEmptyGate({ kind, node }: Extract<Symbol, { readonly uri: string }>): boolean {
  const isOfGate = kind === 'angle-parameter' || kind === 'qubit-parameter';
  return isOfGate && node.kind === 'gate' && (node.body?.statements.length ?? 0) === 0;
}
