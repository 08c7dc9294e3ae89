import type { Span } from './span.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Another place that helps to understand a diagnostic, in this file or in the one that `uri` names. */
export interface RelatedPlace {
  readonly span: Span;
  readonly message: string;
  readonly uri?: string;
}

/** A replacement of one range of the text. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** A change that removes the fault, offered as a quick fix. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** What an assertion compared, as texts with one element of a list on each line. */
export interface Comparison {
  readonly expected: string;
  readonly actual: string;
}

/**
 * One fault in a user's text.
 *
 * `message` is one sentence in the user's words; `help` is the way out; `span` is no wider than the fault.
 * `unnecessary` marks text that has no effect, which editors show faded.
 */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly help?: string;
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
  readonly unnecessary?: boolean;
  readonly comparison?: Comparison;
}

/** A result that exists even where the input was wrong, with everything that was wrong about it. */
export interface Diagnosed<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/** A diagnostic whose places in its own file are mapped. */
export function relocated(diagnostic: Diagnostic, place: (span: Span) => Span): Diagnostic {
  const { span, related, fixes } = diagnostic;
  return {
    ...diagnostic,
    span: place(span),
    ...(related === undefined ? {} : { related: related.map((one) => relocatedPlace(one, place)) }),
    ...(fixes === undefined ? {} : { fixes: fixes.map((fix) => relocatedFix(fix, place)) }),
  };
}

function relocatedPlace(related: RelatedPlace, place: (span: Span) => Span): RelatedPlace {
  return related.uri === undefined ? { ...related, span: place(related.span) } : related;
}

function relocatedFix({ title, edits }: Fix, place: (span: Span) => Span): Fix {
  return { title, edits: edits.map(({ span, text }) => ({ span: place(span), text })) };
}
