import type { IToken } from 'chevrotain';
import { type Diagnostic, type Span, span } from '../../base/index.ts';
import { diagnose } from '../../library/index.ts';
import { type DialectOptions, detectDialect } from './dialect.ts';
import { readStretch } from './stretch.ts';
import type { Program } from './tree.ts';

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

/** Lexes and parses a text; one that is too large or not text gives an empty program and one diagnostic. */
export function readText(text: string, options: DialectOptions): ReadText {
  const dialect = detectDialect(text, options);
  const refused = refusal(text);
  if (refused !== undefined) {
    const program: Program = { kind: 'program', dialect, statements: [], comments: [], span: whole(text) };
    return { program, diagnostics: [refused], tokens: [] };
  }
  const { version, statements, comments, tokens, diagnostics } = readStretch(text, dialect, whole(text));
  const head = { kind: 'program' as const, dialect, ...(version === undefined ? {} : { version }) };
  const program: Program = { ...head, statements, comments, span: whole(text) };
  return { program, diagnostics: limited(diagnostics), tokens };
}

function whole(text: string): Span {
  return span(0, text.length);
}

/** Why a text is not parsed at all. */
export function refusal(text: string): Diagnostic | undefined {
  const start = span(0, Math.min(text.length, 1));
  if (text.length > sizeLimit) return diagnose('QF1013', start, [grouped(text.length), grouped(sizeLimit)]);
  const nul = text.indexOf('\0');
  return nul < 0 ? undefined : diagnose('QF1012', span(nul, nul + 1), []);
}

/** A count with a comma between groups of three digits. */
function grouped(count: number): string {
  return `${count}`.replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** Of very many diagnostics only the first, and how many more there are. */
export function limited(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const next = diagnostics[diagnosticLimit];
  if (next === undefined) return diagnostics;
  return [
    ...diagnostics.slice(0, diagnosticLimit),
    diagnose('QF1022', next.span, [grouped(diagnostics.length - diagnosticLimit)]),
  ];
}
