import type { TargetsDeclaration } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';

/** Checks that a file promises to run on backends that it declares, each named once. */
export function checkTargets(a: Analysis, { backends }: TargetsDeclaration): void {
  const seen = new Set<string>();
  for (const name of backends) {
    const symbol = a.resolve(name, ({ kind }) => kind === 'backend');
    if (symbol !== undefined && symbol.kind !== 'backend') a.reportKind(name, symbol, 'a backend');
    if (seen.has(name.text) && name.text !== '') a.report('QF5036', name.span, [name.text]);
    seen.add(name.text);
  }
}
