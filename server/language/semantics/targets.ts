import type { TargetsDeclaration } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { lookUp } from './scopes.ts';
import { withoutElement } from './without-element.ts';

/**
 * Checks that a file promises to run on backends that it declares or on devices, each named once. Which devices there are
 * depends on the workspace, whose files may describe some: whoever holds the file against them tells (QF4019).
 */
export function checkTargets(a: Analysis, { backends }: TargetsDeclaration): void {
  const seen = new Set<string>();
  for (const name of backends) {
    const isDevice = lookUp(a.scope, name.text) === undefined;
    const symbol = isDevice ? undefined : a.resolve(name, ({ kind }) => kind === 'backend');
    if (symbol !== undefined && symbol.kind !== 'backend') a.reportKind(name, symbol, 'a backend');
    if (seen.has(name.text) && name.text !== '')
      a.report('QF5036', name.span, [name.text], { fixes: [withoutElement(name.span, a.file.text)] });
    seen.add(name.text);
  }
}
