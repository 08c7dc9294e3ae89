import type { Span } from '../../base/index.ts';
import type { Model } from '../index.ts';
import { isDeclaration, usesOf } from './references.ts';
import { symbolAt } from './symbol-at.ts';
import { visitStatements } from './visit-statements.ts';

/** A place in a file where the name under the cursor is written. */
export interface DocumentHighlight {
  /** `write` where it is declared or gets a value. */
  readonly kind: 'read' | 'write';
  readonly span: Span;
}

/** Every place in the file where the name at an offset is written. */
export function documentHighlights(model: Model, offset: number): readonly DocumentHighlight[] {
  const symbol = symbolAt(model, offset)?.symbol;
  if (symbol === undefined) return [];
  const spans = usesOf(symbol, [model]).flatMap((uses) => uses.spans);
  const targets = targetStarts(model);
  return spans.map((span) => ({
    kind: isDeclaration(symbol, model.uri, span) || targets.has(span.start) ? 'write' : 'read',
    span,
  }));
}

/** Where names stand into which an assignment or a measurement puts a value: of `c[i]`, c gets one and i is read. */
function targetStarts({ program }: Model): ReadonlySet<number> {
  const found = new Set<number>();
  visitStatements(program.statements, (statement) => {
    const isStoring = statement.kind === 'assignment' || statement.kind === 'measure';
    if (isStoring && statement.target !== undefined) found.add(statement.target.span.start);
  });
  return found;
}
