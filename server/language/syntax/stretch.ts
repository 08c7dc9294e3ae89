import type { IToken } from 'chevrotain';
import type { Diagnostic, Span } from '../../base/index.ts';
import { type Brackets, matchBrackets } from './brackets.ts';
import { type ParsedText, QflowParser } from './control-parser.ts';
import { versionDiagnostic } from './dialect.ts';
import { documentationByOffset } from './documentation.ts';
import { markKeywords } from './keywords.ts';
import { lex } from './lexer.ts';
import type { ParserInput } from './recovering-parser.ts';
import type { Comment, Dialect, Statement } from './tree.ts';
import { walk } from './walk.ts';

/** The statements of a stretch of a text, with places in the whole text. */
export interface Stretch extends ParsedText {
  readonly comments: readonly Comment[];
  readonly tokens: readonly IToken[];
  readonly brackets: Brackets;
  /** Where tokens begin that text without meaning stands directly before. */
  readonly damaged: ReadonlySet<number>;
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** Whether the last statement ends where the stretch does, as it would in the whole text. */
  readonly isComplete: boolean;
  /** The first token behind it, and whether text without meaning stands before that. */
  readonly next: { readonly start: number; readonly isDamaged: boolean } | undefined;
}

/** So many tokens behind a stretch may decide how its last statement ends. */
const lookahead = 6;
/** UTF-16 units in which these tokens are looked for first. */
const nearby = 500;

/** One parser serves all texts, for its grammar is analysed when it is made. */
let parser: QflowParser | undefined;

/** Lexes and parses a stretch of a text: whole lines, in front of which and behind which a statement ends. */
export function readStretch(text: string, dialect: Dialect, range: Span): Stretch {
  const { comments, diagnostics, damaged, tokens: own } = lex(text, dialect, range);
  const behind = range.end < text.length ? tokensBehind(text, dialect, range.end) : nothing;
  const tokens = [...own, ...behind.tokens];
  const brackets = matchBrackets(tokens);
  markKeywords(tokens, brackets, dialect, text);
  parser ??= new QflowParser();
  const documentation = documentationByOffset(text, comments);
  const allDamaged = new Set([...damaged, ...behind.damaged]);
  const end = behind.tokens[0]?.startOffset;
  const next =
    end === undefined ? undefined : { start: end, isDamaged: damaged.has(-1) || behind.damaged.has(end) };
  const limit = end === undefined ? {} : { end };
  const source = { text, dialect, tokens, brackets, documentation, damaged: allDamaged, ...limit };
  const { version, statements } = parsed(parser, source, range.start === 0);
  const lexical = outsideUnsupported(statements, diagnostics);
  const found = [...lexical, ...parser.diagnostics, ...versionDiagnostic(version)];
  const { isComplete } = parser;
  parser.release();
  return {
    version,
    statements,
    comments,
    tokens: own,
    brackets,
    damaged,
    diagnostics: found.toSorted((one, other) => one.span.start - other.span.start),
    isComplete,
    next,
  };
}

function parsed(parser: QflowParser, source: ParserInput, isFirst: boolean): ParsedText {
  if (isFirst) return parser.parse(source);
  return { version: undefined, statements: parser.parseStatements(source) };
}

const nothing = { tokens: [], damaged: new Set<number>() };

/** The first tokens of what follows a stretch. */
function tokensBehind(text: string, dialect: Dialect, start: number): Pick<Stretch, 'tokens' | 'damaged'> {
  const near = Math.min(text.length, start + nearby);
  const found = lex(text, dialect, { start, end: near });
  // The last one may have been cut in two.
  if (found.tokens.length > lookahead || near === text.length)
    return { tokens: found.tokens.slice(0, lookahead), damaged: found.damaged };
  const { tokens, damaged } = lex(text, dialect, { start, end: text.length });
  return { tokens: tokens.slice(0, lookahead), damaged };
}

/** Constructs that are skipped whole may be written in another language, such as the pulses of `cal`; faults that reach beyond them stay. */
function outsideUnsupported(
  statements: readonly Statement[],
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  if (diagnostics.length === 0) return diagnostics;
  const skipped: Span[] = [];
  for (const statement of statements)
    walk(statement, (node) => {
      if (node.kind === 'unsupported') skipped.push(node.span);
    });
  return diagnostics.filter(
    ({ span: { start, end } }) => !skipped.some((place) => place.start <= start && end <= place.end),
  );
}
