import { LineMap, type Span, type Steps } from '../../base/index.ts';
import { type Model, type Node, type tree, walk } from '../index.ts';
import { bodiesOf, visitStatements } from './visit-statements.ts';

/** Lines that can be folded away behind the first of them. */
export interface FoldingRange {
  readonly kind: 'code' | 'comment' | 'imports';
  /** Zero-based; the last line is the last one that disappears. */
  readonly startLine: number;
  readonly endLine: number;
}

/** What folds in each statement of a top level, in lines from its first one on; its nodes stay while its text does. */
const known = new WeakMap<tree.Statement, readonly FoldingRange[]>();

/** Blocks, lists over several lines, comments and groups of imports. */
export function* foldingRanges(model: Model): Steps<readonly FoldingRange[]> {
  const { program, text } = model;
  const lines = new LineMap(text);
  const lineOf = (offset: number) => lines.position(offset).line;
  const found: FoldingRange[] = [];
  for (const statement of program.statements) {
    const first = lineOf(statement.span.start);
    const inside = known.get(statement) ?? foldsIn(statement, text, lineOf);
    known.set(statement, inside);
    for (const { kind, startLine, endLine } of inside)
      found.push({ kind, startLine: first + startLine, endLine: first + endLine });
    yield;
  }
  for (const span of commentGroups(program.comments, text)) found.push(...folded('comment', span, lineOf));
  yield;
  for (const span of importGroups(program.statements)) found.push(...folded('imports', span, lineOf));
  return distinct(found);
}

function foldsIn(
  statement: tree.Statement,
  text: string,
  lineOf: (offset: number) => number,
): readonly FoldingRange[] {
  const first = lineOf(statement.span.start);
  if (lineOf(statement.span.end) === first) return none;
  const found: FoldingRange[] = [];
  const foldNode = ({ kind, span }: Node): void => {
    const bracket = closingBrackets[kind];
    if (bracket === undefined) return;
    found.push(...folded('code', span, lineOf, closesOnOwnLine(text, span, bracket)));
  };
  visitStatements([statement], (inner) => {
    const bodies = bodiesOf(inner);
    bodies.forEach(foldNode);
    // Lists over several lines are looked for only where there are several lines.
    const isLong = bodies.length === 0 && lineOf(inner.span.start) < lineOf(inner.span.end);
    if (isLong) walk(inner, foldNode);
  });
  return found.map(({ kind, startLine, endLine }) => ({
    kind,
    startLine: startLine - first,
    endLine: endLine - first,
  }));
}

const none: readonly FoldingRange[] = [];

function folded(
  kind: FoldingRange['kind'],
  { start, end }: Span,
  lineOf: (offset: number) => number,
  keepsLast = false,
): readonly FoldingRange[] {
  const [startLine, endLine] = [lineOf(start), lineOf(end) - (keepsLast ? 1 : 0)];
  return endLine > startLine ? [{ kind, startLine, endLine }] : [];
}

/** What ends the nodes that fold. */
const closingBrackets: Readonly<Partial<Record<Node['kind'], string>>> = {
  block: '}',
  call: ')',
  set: '}',
  list: ']',
};

/** Whether the last line has nothing but the closing bracket, which stays to be seen. */
function closesOnOwnLine(text: string, { start, end }: Span, bracket: string): boolean {
  const lineStart = text.lastIndexOf('\n', end - 1) + 1;
  return lineStart > start && text.slice(lineStart, end).trim() === bracket;
}

/** Comments over several lines, and lines of comments directly below each other. */
function commentGroups(comments: readonly tree.Comment[], text: string): readonly Span[] {
  const groups: Span[] = [];
  for (const { span, text: comment } of comments) {
    if (isRegionMark(comment)) continue;
    const last = groups.at(-1);
    const follows =
      last !== undefined && /^[ \t]*(?:\r\n|\n|\r)[ \t]*$/.test(text.slice(last.end, span.start));
    const isLine = comment.startsWith('//') && startsLine(text, span.start);
    if (follows && isLine && text.startsWith('//', last.start) && startsLine(text, last.start))
      groups[groups.length - 1] = { ...last, end: span.end };
    else groups.push({ start: span.start, end: span.end });
  }
  return groups;
}

/** `// #region`, which the editor folds itself. */
function isRegionMark(comment: string): boolean {
  return /^\/\/\s*#?(?:end)?region\b/.test(comment);
}

function startsLine(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
}

function importGroups(statements: readonly tree.Statement[]): readonly Span[] {
  const groups: Span[] = [];
  let isOpen = false;
  for (const { kind, span } of statements) {
    const isImport = kind === 'import' || kind === 'include';
    const last = groups.at(-1);
    if (isImport && isOpen && last !== undefined) groups[groups.length - 1] = { ...last, end: span.end };
    else if (isImport) groups.push(span);
    isOpen = isImport;
  }
  return groups;
}

/** One range for each first line, the outermost: an editor shows one arrow to a line. */
function distinct(ranges: readonly FoldingRange[]): readonly FoldingRange[] {
  const byLine = new Map<number, FoldingRange>();
  for (const range of ranges) {
    const known = byLine.get(range.startLine);
    if (known === undefined || known.endLine < range.endLine) byLine.set(range.startLine, range);
  }
  return [...byLine.values()].toSorted((a, b) => a.startLine - b.startLine);
}
