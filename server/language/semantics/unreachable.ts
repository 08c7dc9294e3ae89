import { type Span, cover } from '../../base/index.ts';
import type { Block, Statement } from '../syntax/tree.ts';
import { blocksOf } from '../syntax/walk.ts';
import type { Analysis } from './analysis.ts';

const leaving: ReadonlySet<Statement['kind']> = new Set<Statement['kind']>([
  'break',
  'continue',
  'end',
  'return',
]);

/** Marks statements behind one that leaves their block, in the blocks of a statement. */
export function reportUnreachableInside(a: Analysis, statement: Statement): void {
  for (const block of innerBlocks(statement)) {
    reportUnreachable(a, block.statements);
    for (const inner of block.statements) reportUnreachableInside(a, inner);
  }
}

/** Marks statements behind one that leaves their block. */
export function reportUnreachable(a: Analysis, statements: readonly Statement[]): void {
  const place = statements.findIndex(({ kind }) => leaving.has(kind));
  const [first, last] = [statements[place + 1], statements.at(-1)];
  const isDeclaration = first?.kind === 'circuit' || first?.kind === 'workflow' || first?.kind === 'function';
  if (place >= 0 && first !== undefined && last !== undefined && !isDeclaration)
    reportNeverReached(a, cover(first.span, last.span));
}

function reportNeverReached(a: Analysis, span: Span): void {
  const fixes = [{ title: 'Remove what is never reached', edits: [{ span, text: '' }] }];
  a.report('QF3014', span, [], { unnecessary: true, fixes });
}

function innerBlocks(statement: Statement): readonly Block[] {
  if (statement.kind === 'circuit') return [statement.body];
  if (statement.kind === 'function') return statement.body === undefined ? [] : [statement.body];
  return blocksOf(statement);
}
