import type { IToken } from 'chevrotain';
import { type Diagnostic, type Span, span } from '../../base/index.ts';
import { diagnose } from '../../library/index.ts';
import { matchBrackets } from './brackets.ts';
import { QflowParser } from './control-parser.ts';
import { type DialectOptions, detectDialect, versionDiagnostic } from './dialect.ts';
import { documentationByOffset } from './documentation.ts';
import { markKeywords } from './keywords.ts';
import { type LexedText, lex } from './lexer.ts';
import type { Dialect, Program } from './tree.ts';
import { walk } from './walk.ts';

/** A parsed text with its tokens, as the formatter needs it. */
export interface ReadText {
  readonly program: Program;
  readonly diagnostics: readonly Diagnostic[];
  readonly tokens: readonly IToken[];
}

/** Texts of more UTF-16 units are not parsed. */
export const sizeLimit = 5_242_880;

/** More faults of syntax than these are only counted. */
const diagnosticLimit = 1000;

/** One parser serves all texts, for its grammar is analysed when it is made. */
let parser: QflowParser | undefined;

/** Lexes and parses a text; one that is too large or not text gives an empty program and one diagnostic. */
export function readText(text: string, options: DialectOptions): ReadText {
  const dialect = detectDialect(text, options);
  const refused = refusal(text);
  if (refused === undefined) return readTokens(text, dialect, lex(text, dialect));
  const program: Program = {
    kind: 'program',
    dialect,
    statements: [],
    comments: [],
    span: span(0, text.length),
  };
  return { program, diagnostics: [refused], tokens: [] };
}

function refusal(text: string): Diagnostic | undefined {
  const start = span(0, Math.min(text.length, 1));
  if (text.length > sizeLimit) return diagnose('QF1013', start, [grouped(text.length), grouped(sizeLimit)]);
  const nul = text.indexOf('\0');
  return nul < 0 ? undefined : diagnose('QF1012', span(nul, nul + 1), []);
}

/** A count with a comma between groups of three digits. */
function grouped(count: number): string {
  return `${count}`.replace(/\B(?=(?:\d{3})+$)/g, ',');
}

function readTokens(
  text: string,
  dialect: Dialect,
  { tokens, comments, diagnostics, damaged }: LexedText,
): ReadText {
  const brackets = matchBrackets(tokens);
  markKeywords(tokens, brackets, dialect, text);
  const documentation = documentationByOffset(text, comments);
  parser ??= new QflowParser();
  const { version, statements } = parser.parse({
    text,
    dialect,
    tokens,
    brackets,
    documentation,
    damaged,
  });
  const program: Program = {
    kind: 'program',
    dialect,
    ...(version === undefined ? {} : { version }),
    statements,
    comments,
    span: span(0, text.length),
  };
  const lexical = outsideUnsupported(program, diagnostics);
  return {
    program,
    diagnostics: inOrder([...lexical, ...parser.diagnostics, ...versionDiagnostic(version)]),
    tokens,
  };
}

/** Constructs that are skipped whole may be written in another language, such as the pulses of `cal`. */
function outsideUnsupported(program: Program, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length === 0) return diagnostics;
  const skipped: Span[] = [];
  walk(program, (node) => {
    if (node.kind === 'unsupported') skipped.push(node.span);
  });
  return diagnostics.filter(
    ({ span: { start } }) => !skipped.some((place) => place.start <= start && start < place.end),
  );
}

/** The diagnostics in the order of the text; of very many only the first, and how many more there are. */
function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const sorted = diagnostics.toSorted((one, other) => one.span.start - other.span.start);
  const next = sorted[diagnosticLimit];
  if (next === undefined) return sorted;
  return [
    ...sorted.slice(0, diagnosticLimit),
    diagnose('QF1022', next.span, [grouped(sorted.length - diagnosticLimit)]),
  ];
}
