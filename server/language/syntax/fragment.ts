import { type Diagnostic, type Span, relocated } from '../../base/index.ts';
import { copied } from './lexer.ts';
import { spansIn } from './spans-in.ts';
import type { Comment, Statement } from './tree.ts';

/** What a fragment consists of, with places in the whole text. */
export interface FragmentParts {
  readonly span: Span;
  readonly statements: readonly Statement[];
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
}

type MutableSpan = { start: number; end: number };

/** Statements whose end depends on what follows them. */
const unsettled: ReadonlySet<Statement['kind']> = new Set<Statement['kind']>([
  'if',
  'for',
  'while',
  'switch',
  'error',
  'unsupported',
]);

/**
 * Whole lines of a text whose statements can be parsed without the rest of it. It stays the same object, with the same
 * nodes, as long as its text does; where the text in front of it grows or shrinks, its places move in place.
 */
export class Fragment {
  readonly statements: readonly Statement[];
  readonly comments: readonly Comment[];
  #start: number;
  #end: number;
  #diagnostics: readonly Diagnostic[];
  #spans: readonly MutableSpan[] | undefined;
  #words: readonly string[] | undefined;

  constructor({ span, statements, comments, diagnostics }: FragmentParts) {
    this.#start = span.start;
    this.#end = span.end;
    this.statements = statements;
    this.comments = comments;
    // Copies: the places of nodes move by themselves.
    this.#diagnostics = diagnostics.map((diagnostic) => relocated(diagnostic, byDistance(0)));
  }

  get start(): number {
    return this.#start;
  }

  get end(): number {
    return this.#end;
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }

  /** Whether no other text behind it could make its last statement end elsewhere. */
  get isSettled(): boolean {
    const last = this.statements.at(-1);
    return this.#diagnostics.length === 0 && last !== undefined && !unsettled.has(last.kind);
  }

  move(distance: number): void {
    if (distance === 0) return;
    this.#start += distance;
    this.#end += distance;
    this.#spans ??= spansIn([...this.statements, ...this.comments]);
    for (const span of this.#spans) {
      span.start += distance;
      span.end += distance;
    }
    this.#diagnostics = this.#diagnostics.map((diagnostic) => relocated(diagnostic, byDistance(distance)));
  }

  /** The words in it, each once, those of comments included. */
  words(text: string): readonly string[] {
    this.#words ??= [
      ...new Set(
        copied(text.slice(this.#start, this.#end)).match(/[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{M}\p{N}_]*/gu),
      ),
    ];
    return this.#words;
  }
}

function byDistance(distance: number): (span: Span) => Span {
  return ({ start, end }) => ({ start: start + distance, end: end + distance });
}
