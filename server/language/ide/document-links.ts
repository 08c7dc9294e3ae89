import type { Span } from '../../base/index.ts';
import type { Model } from '../index.ts';

/** A path in a file that leads to another one. */
export interface DocumentLink {
  /** The path without its quotes. */
  readonly span: Span;
  readonly uri: string;
}

/** The imported and included files that exist. */
export function documentLinks(model: Model): readonly DocumentLink[] {
  return model.program.statements.flatMap((statement) => {
    if (statement.kind !== 'import' && statement.kind !== 'include') return [];
    const target = model.imports.get(statement.path.value);
    const { start, end } = statement.path.span;
    return target === undefined ? [] : [{ span: { start: start + 1, end: end - 1 }, uri: target.uri }];
  });
}
