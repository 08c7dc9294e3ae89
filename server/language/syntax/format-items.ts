import type { IToken, TokenType } from 'chevrotain';
import type { Span } from '../../base/index.ts';
import { spanOf } from './lexer.ts';
import * as kinds from './tokens.ts';
import type { Comment, Program } from './tree.ts';
import { walk } from './walk.ts';

/** How the formatter treats one piece of text. */
export type ItemRole =
  | 'line-comment'
  | 'block-comment'
  /** A line of free text, or a construct that is left as it was written. */
  | 'verbatim'
  | 'block-open'
  | 'block-close'
  | 'open'
  | 'close'
  | 'end'
  | 'other';

/** One piece of text that the formatter places: a token, a comment, or a construct that stays as it is. */
export interface Item extends Span {
  readonly role: ItemRole;
  readonly text: string;
  /** The kind of a token; comments and constructs that are left alone have none. */
  readonly kind?: TokenType;
  /**
   * Whether it touches what follows: prefix operators, the colons of ranges, the `@` of annotations, the braces of sets;
   * and words behind a dot, which touch brackets that follow.
   */
  readonly tight: boolean;
  /** Whether the annotated statement or another annotation begins behind it. */
  readonly endsAnnotation: boolean;
}

/** Cuts a program without syntax errors into items, in the order of the text. */
export function formatItems(text: string, program: Program, tokens: readonly IToken[]): readonly Item[] {
  const shape = shapeOf(program);
  const left = shape.unsupported.map((span) => plainItem('verbatim', text.slice(span.start, span.end), span));
  const isFree = ({ start }: Span): boolean =>
    !shape.unsupported.some((span) => span.start <= start && start < span.end);
  const items = [
    ...left,
    ...tokenItems(tokens, shape).filter(isFree),
    ...program.comments.filter(({ span }) => isFree(span)).map(commentItem),
  ];
  return items.sort((one, other) => one.start - other.start);
}

/** What the tree knows and single tokens do not. */
interface Shape {
  readonly unsupported: readonly Span[];
  readonly sets: ReadonlySet<number>;
  readonly annotationStarts: ReadonlySet<number>;
  readonly annotationEnds: ReadonlySet<number>;
}

function shapeOf(program: Program): Shape {
  const unsupported: Span[] = [];
  const sets = new Set<number>();
  const annotationStarts = new Set<number>();
  const annotationEnds = new Set<number>();
  walk(program, (node) => {
    if (node.kind === 'set') sets.add(node.span.start);
    if (node.kind === 'unsupported') unsupported.push({ start: node.keyword.span.start, end: node.span.end });
    for (const { span } of 'annotations' in node ? node.annotations : []) {
      annotationStarts.add(span.start);
      annotationEnds.add(span.end);
    }
  });
  return { unsupported, sets, annotationStarts, annotationEnds };
}

function commentItem({ text, span }: Comment): Item {
  return plainItem(text.startsWith('//') ? 'line-comment' : 'block-comment', text.trimEnd(), span);
}

function plainItem(role: ItemRole, text: string, { start, end }: Span): Item {
  return { role, text, start, end, tight: false, endsAnnotation: false };
}

function tokenItems(tokens: readonly IToken[], shape: Shape): Item[] {
  const open: Item[] = [];
  return tokens.map((token, index) => {
    const item = tokenItem(token, tokens[index - 1]?.tokenType, shape, open);
    if (item.role === 'open' || item.role === 'block-open') open.push(item);
    return item;
  });
}

function tokenItem(token: IToken, before: TokenType | undefined, shape: Shape, open: Item[]): Item {
  const span = spanOf(token);
  const kind = token.tokenType;
  const closes = closing.has(kind);
  const opener = closes ? open.pop() : undefined;
  const role = closes
    ? opener?.role === 'block-open'
      ? 'block-close'
      : 'close'
    : openRole(token, before, shape);
  const tight = opener?.tight ?? isTight(token, before, shape);
  return {
    role,
    text: token.image.trimEnd(),
    ...span,
    kind,
    tight,
    endsAnnotation: shape.annotationEnds.has(span.end),
  };
}

const closing = new Set<TokenType>([kinds.RightBrace, kinds.RightBracket, kinds.RightParenthesis]);

function openRole({ tokenType, startOffset }: IToken, before: TokenType | undefined, shape: Shape): ItemRole {
  switch (tokenType) {
    case kinds.AnnotationLine:
    case kinds.Pragma:
      return 'verbatim';
    case kinds.LeftBrace:
      return shape.sets.has(startOffset) || before === kinds.Import ? 'open' : 'block-open';
    case kinds.LeftParenthesis:
    case kinds.LeftBracket:
      return 'open';
    case kinds.Semicolon:
      return 'end';
    default:
      return 'other';
  }
}

function isTight({ tokenType, startOffset }: IToken, before: TokenType | undefined, shape: Shape): boolean {
  switch (tokenType) {
    case kinds.LeftParenthesis:
    case kinds.LeftBracket:
    case kinds.PrefixOnly:
      return true;
    case kinds.LeftBrace:
      return shape.sets.has(startOffset);
    case kinds.At:
      return shape.annotationStarts.has(startOffset);
    case kinds.Minus:
      return before === undefined || !endsOperand(before);
    case kinds.Colon:
      return before !== kinds.ArgumentName;
    default:
      return before === kinds.Dot;
  }
}

const operandEnds = new Set<TokenType>([
  kinds.NumberToken,
  kinds.StringToken,
  kinds.HardwareQubitToken,
  kinds.BooleanWord,
  kinds.TypeWord,
  kinds.RightParenthesis,
  kinds.RightBracket,
  kinds.RightBrace,
]);

function endsOperand(kind: TokenType): boolean {
  return operandEnds.has(kind) || isName(kind);
}

/** Whether a token of this kind can be a name. */
export function isName(kind: TokenType): boolean {
  return kind === kinds.Identifier || kinds.Identifier.categoryMatchesMap?.[kind.tokenTypeIdx ?? -1] === true;
}
