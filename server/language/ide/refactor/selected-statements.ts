import type { Span } from '../../../base/index.ts';
import { type Model, type tree, nodeAt } from '../../index.ts';

/** Statements that stand one after the other in one block. */
export interface SelectedStatements {
  readonly statements: readonly [tree.Statement, ...tree.Statement[]];
  /** All statements of the block. */
  readonly siblings: readonly tree.Statement[];
  /** The statement at the top of the file that they belong to or are. */
  readonly owner: tree.Statement;
  readonly span: Span;
}

/** The whole statements that a selection covers; nothing where it cuts one, or is empty. */
export function selectedStatements(model: Model, selection: Span): SelectedStatements | undefined {
  const { start, end } = trimmed(model.text, selection);
  const siblings = start < end ? siblingsAround(model, { start, end }) : undefined;
  const touched = siblings?.filter(({ span }) => span.start < end && start < span.end) ?? [];
  const [first, ...others] = touched;
  const last = touched.at(-1);
  if (siblings === undefined || first === undefined || last === undefined) return undefined;
  // The semicolon may stay outside.
  if (first.span.start < start || last.span.end > end + 1) return undefined;
  const owner = ownerOf(model, first.span);
  return owner && { statements: [first, ...others], siblings, owner, span: range(first, last) };
}

/** The statement at the top of the file around a place. */
export function ownerOf({ program }: Model, { start, end }: Span): tree.Statement | undefined {
  return program.statements.find(({ span }) => span.start <= start && end <= span.end);
}

/** The statements of the innermost block around a place. */
export function siblingsAround(
  { program }: Model,
  { start, end }: Span,
): readonly tree.Statement[] | undefined {
  const blocks = nodeAt(program, start).filter((node) => node.kind === 'block' || node.kind === 'program');
  return blocks.findLast(({ span, kind }) => kind === 'program' || (span.start < start && end <= span.end))
    ?.statements;
}

function range(first: tree.Statement, last: tree.Statement): Span {
  return { start: first.span.start, end: last.span.end };
}

function trimmed(text: string, { start, end }: Span): Span {
  const selected = text.slice(start, end);
  const inner = selected.trim();
  const offset = start + selected.length - selected.trimStart().length;
  return { start: offset, end: offset + inner.length };
}
