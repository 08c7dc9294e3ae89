import { type Diagnostic, span } from '../../base/index.ts';
import { diagnose } from '../../library/index.ts';
import { matchBrackets } from './brackets.ts';
import { detectDialect, versionDiagnostic } from './dialect.ts';
import { documentationByOffset } from './documentation.ts';
import { markKeywords } from './keywords.ts';
import { type LexedText, lex } from './lexer.ts';
import { QflowParser } from './control-parser.ts';
import type { Dialect, Program } from './tree.ts';

/** The tree of a text and what is wrong with its syntax, in the order of the text. */
export interface ParseResult {
  readonly program: Program;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ParseOptions {
  /** What the text is when no `OPENQASM` line says so; by the ending of `uri`, or qflow. */
  readonly dialect?: Dialect;
  readonly uri?: string;
}

/** Texts of more UTF-16 units are not parsed. */
export const sizeLimit = 5_242_880;

let parser: QflowParser | undefined;

/** Parses a text of any dialect. Never throws: a broken text gives an incomplete tree and diagnostics. */
export function parse(text: string, options: ParseOptions = {}): ParseResult {
  const dialect = detectDialect(text, options);
  const refused = refusal(text);
  if (refused !== undefined) return { program: emptyProgram(text, dialect), diagnostics: [refused] };
  return parseLexed(text, dialect, lex(text, dialect));
}

function refusal(text: string): Diagnostic | undefined {
  const start = span(0, Math.min(text.length, 1));
  if (text.length > sizeLimit) return diagnose('QF1013', start, [count(text.length), count(sizeLimit)]);
  const nul = text.indexOf('\0');
  return nul < 0 ? undefined : diagnose('QF1012', span(nul, nul + 1), []);
}

function count(number: number): string {
  return `${number}`.replace(/\B(?=(?:\d{3})+$)/g, ',');
}

function emptyProgram(text: string, dialect: Dialect): Program {
  return { kind: 'program', dialect, statements: [], comments: [], span: span(0, text.length) };
}

function parseLexed(text: string, dialect: Dialect, lexed: LexedText): ParseResult {
  const brackets = matchBrackets(lexed.tokens);
  markKeywords(lexed.tokens, brackets, dialect, text);
  const documentation = documentationByOffset(text, lexed.comments);
  parser ??= new QflowParser();
  const { tokens, comments } = lexed;
  const { version, statements } = parser.parse({
    text,
    dialect,
    tokens,
    partners: brackets.partners,
    documentation,
  });
  const faults = [...lexed.diagnostics, ...parser.diagnostics, ...versionDiagnostic(version)];
  const program: Program = {
    kind: 'program',
    dialect,
    ...(version === undefined ? {} : { version }),
    statements,
    comments,
    span: span(0, text.length),
  };
  return { program, diagnostics: inOrder(faults) };
}

function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted((one, other) => one.span.start - other.span.start);
}
