import { isDeviceName } from '../../library/index.ts';
import type { TargetsDeclaration } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { lookUp } from './scopes.ts';
import { withoutElement } from './without-element.ts';

/** Checks that a file promises to run on backends that it declares or devices that there are, each named once. */
export function checkTargets(a: Analysis, { backends }: TargetsDeclaration): void {
  const seen = new Set<string>();
  for (const name of backends) {
    const isDevice = isDeviceName(name.text) && lookUp(a.scope, name.text) === undefined;
    const symbol = isDevice ? undefined : a.resolve(name, ({ kind }) => kind === 'backend');
    if (symbol !== undefined && symbol.kind !== 'backend') a.reportKind(name, symbol, 'a backend');
    if (seen.has(name.text) && name.text !== '')
      a.report('QF5036', name.span, [name.text], { fixes: [withoutElement(name.span, a.file.text)] });
    seen.add(name.text);
  }
}
