import {
  type CustomPatternMatcherFunc,
  type ILexingError,
  type IToken,
  Lexer,
  type TokenType,
  createToken,
} from 'chevrotain';
import { type Diagnostic, type Span, span } from '../../base/index.ts';
import { diagnose } from '../../library/index.ts';
import * as kinds from './tokens.ts';
import type { Comment, Dialect } from './tree.ts';

/** The tokens of a text before keywords are told from names, and what the lexer could not read. */
export interface LexedText {
  readonly tokens: IToken[];
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
  /** Where tokens begin that an unknown character stands directly before; -1 for the end of the text. */
  readonly damaged: ReadonlySet<number>;
}

const unicodeWord = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{M}\p{N}_]*/uy;
const number =
  /(?:0[xX][\da-fA-F][\da-fA-F_]*|0[oO][0-7][0-7_]*|0[bB][01][01_]*|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?)(?:(?:[ \t]*(?:im|dt|ns|us|µs|μs|ms|s)|min|h)(?![\p{L}\p{N}_]))?/uy;

/** Chevrotain drops the `u` flag of plain patterns, so these two match by a function. */
function sticky(pattern: RegExp): CustomPatternMatcherFunc {
  return (text, offset) => {
    pattern.lastIndex = offset;
    return pattern.exec(text);
  };
}

function isWordUnit(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || unit === 95 || (unit >= 48 && unit <= 57)
  );
}

const matchUnicodeWord = sticky(unicodeWord);

const matchWord: CustomPatternMatcherFunc = (text, offset, tokens, groups) => {
  let end = offset;
  while (isWordUnit(text.charCodeAt(end))) end++;
  if (text.charCodeAt(end) >= 128) return matchUnicodeWord(text, offset, tokens, groups);
  return end > offset ? [text.slice(offset, end)] : null;
};

/** Whether a statement can begin behind the last token, before keywords are known. */
function startsStatement(tokens: readonly IToken[]): boolean {
  const last = tokens.at(-1);
  return last === undefined || [';', '{', '}'].includes(last.image) || lineTokens.has(last.tokenType);
}

function lineFrom(pattern: RegExp): CustomPatternMatcherFunc {
  return (text, offset, tokens) => {
    pattern.lastIndex = offset;
    return startsStatement(tokens) ? pattern.exec(text) : null;
  };
}

const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_'];
/** One representative of every group of 255 units by which Chevrotain sorts the units past ASCII. */
const beyondAscii = Array.from({ length: 128 + 257 }, (_, index) =>
  index < 128 ? 128 + index : Math.min(65_535, 256 + (index - 128) * 255),
);
const digits = [...'0123456789'];

const WhiteSpace = createToken({
  name: 'WhiteSpace',
  pattern: /[\s\uFEFF]+/,
  group: Lexer.SKIPPED,
  line_breaks: true,
});
const LineComment = createToken({ name: 'LineComment', pattern: /\/\/[^\n\r]*/, group: 'comments' });
const BlockComment = createToken({
  name: 'BlockComment',
  pattern: /\/\*(?:[^]*?\*\/|[^]*)/,
  group: 'comments',
  line_breaks: true,
  start_chars_hint: ['/'],
});
const AnnotationText = createToken({
  name: 'AnnotationText',
  pattern: lineFrom(/@[\p{L}_][^\n\r]*/uy),
  line_breaks: false,
  start_chars_hint: ['@'],
});
const PragmaText = createToken({
  name: 'PragmaText',
  pattern: lineFrom(/#?pragma(?![\p{L}\p{N}_])[^\n\r]*/uy),
  line_breaks: false,
  start_chars_hint: ['#', 'p'],
});
const WordText = createToken({
  name: 'WordText',
  pattern: matchWord,
  line_breaks: false,
  start_chars_hint: [...letters, ...beyondAscii],
});
const NumberText = createToken({
  name: 'NumberText',
  pattern: sticky(number),
  line_breaks: false,
  start_chars_hint: [...digits, '.'],
});
const StringText = createToken({
  name: 'StringText',
  pattern: /"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'|"[^"\r\n;]*|'[^'\r\n;]*/,
  line_breaks: false,
});
const HardwareQubitText = createToken({ name: 'HardwareQubitText', pattern: /\$\d+/ });
const Punctuator = createToken({
  name: 'Punctuator',
  pattern: /\*\*=|<<=|>>=|->|\+\+|\*\*|<<|>>|&&|\|\||[-+*/%&|~^<>=!]=|[-+*/%&|~^<>=!@:;,.()[\]{}]|#dim\b/,
});

const lineTokens = new Set([AnnotationText, PragmaText]);

const plain = [
  WhiteSpace,
  LineComment,
  BlockComment,
  WordText,
  NumberText,
  StringText,
  HardwareQubitText,
  Punctuator,
];
const lexer = new Lexer(
  {
    modes: {
      qflow: [PragmaText, ...plain],
      openqasm3: [AnnotationText, PragmaText, ...plain],
      openqasm2: plain,
    },
    defaultMode: 'qflow',
  },
  { positionTracking: 'onlyOffset', ensureOptimizations: true },
);

const literalKinds = new Map([
  [WordText, kinds.Identifier],
  [NumberText, kinds.NumberToken],
  [StringText, kinds.StringToken],
  [HardwareQubitText, kinds.HardwareQubitToken],
  [AnnotationText, kinds.AnnotationLine],
  [PragmaText, kinds.Pragma],
]);

/**
 * Splits a text into tokens of the kinds of `tokens.ts`; every word is an identifier still.
 *
 * @param range what to read of the text: whole lines that no comment crosses into
 */
export function lex(text: string, dialect: Dialect, range: Span = span(0, text.length)): LexedText {
  const isWhole = range.start === 0 && range.end === text.length;
  const result = lexer.tokenize(isWhole ? text : copied(text.slice(range.start, range.end)), dialect);
  const groups = result.groups['comments'] ?? [];
  if (range.start > 0) moveAll([...result.tokens, ...groups], result.errors, range.start);
  const diagnostics = result.errors.map((error) => unknownCharacter(text, error.offset, error.length));
  reportLooseDigits(result.tokens, diagnostics);
  const tokens = joinMalformedNumbers(result.tokens, diagnostics);
  for (const token of tokens) classify(token, diagnostics);
  const comments = groups.map((token) => comment(token, diagnostics));
  return { tokens, comments, diagnostics, damaged: damagedStarts(tokens, result.errors) };
}

/** Engines keep the whole text alive for the sake of a part of it; of a copy only the copy. */
export function copied(part: string): string {
  return JSON.parse(JSON.stringify(part)) as string;
}

function moveAll(tokens: readonly IToken[], errors: readonly ILexingError[], distance: number): void {
  for (const token of tokens) token.startOffset += distance;
  for (const error of errors) error.offset += distance;
}

function damagedStarts(tokens: readonly IToken[], errors: readonly ILexingError[]): ReadonlySet<number> {
  const starts = new Set<number>();
  let index = 0;
  for (const { offset } of errors) {
    while ((tokens[index]?.startOffset ?? Infinity) < offset) index++;
    starts.add(tokens[index]?.startOffset ?? -1);
  }
  return starts;
}

/** Where a token stands. */
export function spanOf(token: IToken): { start: number; end: number } {
  return span(token.startOffset, token.startOffset + token.image.length);
}

/** Makes a token one of another kind. */
export function retag(token: IToken, kind: TokenType): void {
  token.tokenType = kind;
  token.tokenTypeIdx = kind.tokenTypeIdx ?? token.tokenTypeIdx;
}

function classify(token: IToken, diagnostics: Diagnostic[]): void {
  const kind = literalKinds.get(token.tokenType) ?? kinds.punctuators.get(token.image);
  if (kind === undefined) return;
  retag(token, kind);
  if (kind === kinds.StringToken && !isClosed(token.image)) diagnostics.push(unterminatedString(token));
}

function isClosed(image: string): boolean {
  return image.length > 1 && image.endsWith(image.charAt(0));
}

function unterminatedString(token: IToken): Diagnostic {
  const place = spanOf(token);
  const edit = { span: span(place.end, place.end), text: token.image.charAt(0) };
  return diagnose('QF1006', place, [], { fixes: [{ title: 'Close the text', edits: [edit] }] });
}

function unknownCharacter(text: string, offset: number, length: number): Diagnostic {
  const found = text.slice(offset, offset + length);
  return diagnose('QF1005', span(offset, offset + length), [
    found.length > 20 ? `${found.slice(0, 20)}…` : found,
  ]);
}

function comment(token: IToken, diagnostics: Diagnostic[]): Comment {
  const place = spanOf(token);
  if (token.image.startsWith('/*') && (token.image.length < 4 || !token.image.endsWith('*/'))) {
    diagnostics.push(diagnose('QF1007', span(place.start, place.start + 2), []));
  }
  return { text: token.image, span: place };
}

/** Digits on both sides of each `_`. */
function reportLooseDigits(tokens: readonly IToken[], diagnostics: Diagnostic[]): void {
  for (const token of tokens) {
    if (token.tokenType !== NumberText || !token.image.includes('_')) continue;
    const loose = /^0x/i.test(token.image) ? /_(?![\da-f])|(?<![\da-f])_/i : /_(?!\d)|(?<!\d)_/;
    if (loose.test(token.image)) diagnostics.push(diagnose('QF1011', spanOf(token), [token.image]));
  }
}

/** `12abc` is one malformed number rather than a number and a name. */
function joinMalformedNumbers(tokens: IToken[], diagnostics: Diagnostic[]): IToken[] {
  const glued = new Set<IToken>();
  for (let index = 1; index < tokens.length; index++) {
    const [number, word] = [tokens[index - 1], tokens[index]];
    if (number?.tokenType !== NumberText || word?.tokenType !== WordText) continue;
    const place = { start: number.startOffset, end: spanOf(word).end };
    if (spanOf(number).end !== word.startOffset) continue;
    diagnostics.push(diagnose('QF1011', place, [number.image + word.image]));
    glued.add(word);
  }
  return glued.size === 0 ? tokens : tokens.filter((token) => !glued.has(token));
}
