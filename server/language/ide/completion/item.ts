import type { Span, TextEdit } from '../../../base/index.ts';

export type CompletionKind =
  | 'gate'
  | 'qubits'
  | 'variable'
  | 'constant'
  | 'function'
  | 'circuit'
  | 'observable'
  | 'noise'
  | 'backend'
  | 'model'
  | 'memory'
  | 'task'
  | 'workflow'
  | 'argument'
  | 'field'
  | 'keyword'
  | 'type'
  | 'file';

/** A proposal for the cursor. */
export interface Proposal {
  readonly label: string;
  readonly kind: CompletionKind;
  /** One short line beside the label. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** What to insert where it is not the label. */
  readonly text?: string;
  /** The same with `${1:places}` to fill in, for editors that know them. */
  readonly snippet?: string;
  /** Where it comes from, shown beside the label. */
  readonly source?: string;
  /** Changes elsewhere in the file, such as the import of the name. */
  readonly edits?: readonly TextEdit[];
  /** Whether the next proposals are wanted at once, as after `on: `. */
  readonly continues?: boolean;
}

/** A proposal in its place: nearer things have lower ranks. */
export interface CompletionItem extends Proposal {
  readonly rank: number;
  /** What it replaces. */
  readonly span: Span;
}

/** Puts text into a snippet, where some signs have a meaning. */
export function escapeSnippet(text: string): string {
  return text.replaceAll(/[\\$}]/g, '\\$&');
}

/** `${1:a}, ${2:b}`, counted from `first`. */
export function placeholders(names: readonly string[], first = 1): string {
  return names.map((name, place) => `\${${place + first}:${escapeSnippet(name)}}`).join(', ');
}
