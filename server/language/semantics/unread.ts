import type { Step } from '../syntax/steps.ts';
import type { Analysis } from './analysis.ts';

/**
 * Marks names of values that nothing reads, and in tests results too: the record of a workflow keeps what its tasks
 * gave, and of a test nothing but whether its assertions hold.
 */
export function reportUnread(a: Analysis, steps: readonly Step[]): void {
  const isTest = a.surroundings.body === 'test';
  for (const { node } of steps) {
    if (node.kind !== 'alias' && !(isTest && node.kind === 'task')) continue;
    const symbol = a.symbols.get(node.name);
    if (symbol === undefined || (a.occurrences.get(symbol)?.length ?? 0) > 1) continue;
    a.report('QF5038', node.name.span, [node.name.text], {
      unnecessary: true,
      fixes: [{ title: `Remove ${node.name.text}`, edits: [{ span: node.span, text: '' }] }],
    });
  }
}
