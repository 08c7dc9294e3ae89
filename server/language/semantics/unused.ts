import type { Analysis } from './analysis.ts';

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
