import type { IToken } from 'chevrotain';
import type { Span } from '../../base/index.ts';
import { Fragment } from './fragment.ts';
import type { Stretch } from './stretch.ts';
import { RightBrace, Semicolon } from './tokens.ts';
import type { Comment } from './tree.ts';

/**
 * Cuts a stretch into fragments that mean the same when they are parsed alone: at ends of lines behind a `;` or `}`
 * outside all brackets.
 */
export function cut(text: string, range: Span, stretch: Stretch): Fragment[] {
  const ends = [...cutsIn(text, stretch), range.end];
  const rest = new Rest(stretch);
  let start = range.start;
  return ends.map((end) => {
    const fragment = new Fragment({ span: { start, end }, ...rest.take(end) });
    start = end;
    return fragment;
  });
}

/** What of a stretch no fragment has yet. */
class Rest {
  readonly #stretch: Stretch;
  #statement = 0;
  #comment = 0;
  #diagnostic = 0;

  constructor(stretch: Stretch) {
    this.#stretch = stretch;
  }

  /** What begins in front of an offset. */
  take(end: number): Pick<Stretch, 'statements' | 'comments' | 'diagnostics'> {
    const { statements, comments, diagnostics } = this.#stretch;
    const [statement, comment, diagnostic] = [this.#statement, this.#comment, this.#diagnostic];
    this.#statement = behind(statements, statement, end);
    this.#comment = behind(comments, comment, end);
    this.#diagnostic = behind(diagnostics, diagnostic, end);
    return {
      statements: statements.slice(statement, this.#statement),
      comments: comments.slice(comment, this.#comment),
      diagnostics: diagnostics.slice(diagnostic, this.#diagnostic),
    };
  }
}

function behind(parts: readonly { readonly span: Span }[], first: number, end: number): number {
  let index = first;
  while ((parts[index]?.span.start ?? Infinity) < end) index++;
  return index;
}

/** Whether a stretch ends where one fragment does, with all its brackets closed. */
export function endsInCut(text: string, range: Span, stretch: Stretch): boolean {
  const { tokens, comments, brackets, next } = stretch;
  const last = tokens.at(-1);
  const isClosed = brackets.isOutside[tokens.length - 1] === 1 && brackets.lastStrayBrace < 0;
  if (!stretch.isComplete || next === undefined || last === undefined || !isClosed) return false;
  const end = last.startOffset + last.image.length;
  const first = comments.findIndex(({ span }) => span.start >= end);
  const place = lineEnd(text, { start: end, end: next.start }, comments, first < 0 ? comments.length : first);
  return isEnd(last) && !next.isDamaged && place === range.end;
}

function isEnd(token: IToken | undefined): boolean {
  return token?.tokenType === Semicolon || token?.tokenType === RightBrace;
}

/** Offsets at which one fragment ends and the next begins. */
function cutsIn(text: string, stretch: Stretch): number[] {
  const { statements, tokens, brackets } = stretch;
  const cuts: number[] = [];
  let comment = 0;
  let index = 0;
  for (const { span } of statements) {
    while ((tokens[index]?.startOffset ?? Infinity) < span.start) index++;
    const last = tokens[index - 1];
    const isClosed = brackets.isOutside[index - 1] === 1 && brackets.lastStrayBrace < index;
    if (last === undefined || !isClosed || !isEnd(last) || stretch.damaged.has(span.start)) continue;
    const end = last.startOffset + last.image.length;
    comment = behind(stretch.comments, comment, end);
    const place = lineEnd(text, { start: end, end: span.start }, stretch.comments, comment);
    if (place !== undefined) cuts.push(place);
  }
  return cuts;
}

/** Behind the first end of a line in a range that is in no comment; comments that document what follows belong to it. */
function lineEnd(
  text: string,
  { start, end }: Span,
  comments: readonly Comment[],
  firstComment: number,
): number | undefined {
  let from = start;
  for (let index = firstComment; ; index++) {
    const place = text.indexOf('\n', from);
    if (place < 0 || place >= end) return undefined;
    const comment = comments[index];
    if (comment === undefined || comment.span.start > place) return place + 1;
    if (comment.text.startsWith('///')) return undefined;
    from = comment.span.end;
  }
}
