import { EOF, EmbeddedActionsParser, type IToken, type TokenType, tokenMatcher } from 'chevrotain';
import { type Diagnostic, type Span, span } from '../../base/index.ts';
import {
  type DiagnosticCode,
  type DiagnosticDetails,
  type catalogue,
  diagnose,
} from '../../library/index.ts';
import type { Brackets } from './brackets.ts';
import { hasLineBreak } from './keywords.ts';
import { spanOf } from './lexer.ts';
import * as kinds from './tokens.ts';
import type { Dialect, MissingExpression } from './tree.ts';

/** What one parse works on. */
export interface ParserInput {
  readonly text: string;
  readonly dialect: Dialect;
  readonly tokens: IToken[];
  readonly brackets: Brackets;
  readonly documentation: ReadonlyMap<number, string>;
  /** Where tokens begin that text without meaning stands directly before; -1 for the end of the text. */
  readonly damaged: ReadonlySet<number>;
  /** Where the first token begins that is there to be looked at only, behind what is to be parsed. */
  readonly end?: number;
}

/** Tokens that begin a declaration, at which a statement that lost its way ends when they stand first in a line. */
const declarations = new Set<TokenType>([
  kinds.Gate,
  kinds.Def,
  kinds.Extern,
  kinds.Opaque,
  kinds.Import,
  kinds.Circuit,
  kinds.Observable,
  kinds.Noise,
  kinds.Backend,
  kinds.Model,
  kinds.Memory,
  kinds.Workflow,
  kinds.Task,
  kinds.Assert,
  kinds.Test,
  kinds.Targets,
]);

/** Tokens with which only a statement can begin. */
export const statementWords: ReadonlySet<TokenType> = new Set<TokenType>([
  ...declarations,
  kinds.Version,
  kinds.Include,
  kinds.StorageWord,
  kinds.QubitWord,
  kinds.RegisterWord,
  kinds.Let,
  kinds.Measure,
  kinds.Reset,
  kinds.Barrier,
  kinds.Delay,
  kinds.Box,
  kinds.If,
  kinds.For,
  kinds.While,
  kinds.Switch,
  kinds.Jump,
  kinds.Return,
  kinds.UnsupportedWord,
  kinds.Modifier,
  kinds.TypeWord,
]);

/** Words that a name and a block follow, when they are written in small letters. */
const headWords: ReadonlySet<string> = new Set(['circuit', 'workflow', 'test', 'gate', 'def']);

const closers: ReadonlyMap<TokenType, readonly [string, string]> = new Map([
  [kinds.RightParenthesis, [')', '(']],
  [kinds.RightBracket, [']', '[']],
  [kinds.RightBrace, ['}', '{']],
] as const);

/** How deep blocks and brackets may nest: each level takes about 4 kB of a stack of 1 MB. */
export const nestingLimit = 150;

/**
 * A Chevrotain parser whose rules never fail. Where Chevrotain would throw, `expect` and its kin report one fault in the
 * user's words and go on: they act as if the token were there, or step to a place from which to go on. After a fault
 * nothing more is reported until the next statement, so that one mistake gives one diagnostic.
 */
export abstract class RecoveringParser extends EmbeddedActionsParser {
  protected source: ParserInput = noInput;
  protected faults: Diagnostic[] = [];
  #panicking = false;
  #depth = 0;

  protected begin(source: ParserInput): void {
    this.source = source;
    this.faults = [];
    this.#panicking = false;
    this.#depth = 0;
    this.input = source.tokens;
  }

  /** Lets go of the tokens, which are many times as large as the text. */
  release(): void {
    this.input = [];
    this.source = noInput;
  }

  // ------------------------------------------------------------------------------------------------------- places

  protected next(kind: TokenType): boolean {
    return tokenMatcher(this.LA(1), kind);
  }

  /** Whether the next token lies behind what is to be parsed. */
  protected get atLimit(): boolean {
    return this.source.end !== undefined && this.LA(1).startOffset >= this.source.end;
  }

  protected get atEnd(): boolean {
    return this.LA(1).tokenType === EOF;
  }

  /** Where the next token begins; at the end of the text, where the last one ends. */
  protected here(): number {
    return this.atEnd ? this.behind() : this.LA(1).startOffset;
  }

  /** Where the last consumed token ends. */
  protected behind(): number {
    const last = this.LA(0);
    return last.tokenType === EOF ? 0 : last.startOffset + last.image.length;
  }

  /** From `start` to the end of the last consumed token. */
  protected since(start: number): Span {
    return span(start, Math.max(start, this.behind()));
  }

  protected get onNewLine(): boolean {
    return this.atEnd || hasLineBreak(this.source.text, this.behind(), this.LA(1).startOffset);
  }

  protected missing(): MissingExpression {
    const place = this.behind();
    return { kind: 'missing', span: span(place, place) };
  }

  // ------------------------------------------------------------------------------------------------------- faults

  /** Reports a fault, unless one was reported in the same statement already. */
  protected report<Code extends DiagnosticCode>(
    code: Code,
    place: Span,
    parameters: Parameters<(typeof catalogue)[Code]['message']>,
    details?: DiagnosticDetails,
  ): void {
    if (this.RECORDING_PHASE || this.#panicking) return;
    this.#panicking = true;
    if (this.source.damaged.has(this.LA(1).startOffset) || this.faults.at(-1)?.span.start === place.start)
      return;
    this.faults.push(diagnose(code, place, parameters, details));
  }

  /** Reports something wrong that the parser read without losing its way. */
  protected remark<Code extends DiagnosticCode>(
    code: Code,
    place: Span,
    parameters: Parameters<(typeof catalogue)[Code]['message']>,
  ): void {
    if (this.RECORDING_PHASE || this.#panicking) return;
    this.faults.push(diagnose(code, place, parameters));
  }

  /** Faults are reported again from here on, when a new statement really begins here. */
  protected calm(): void {
    const last = this.LA(0).tokenType;
    if (last === kinds.Semicolon || last === kinds.LeftBrace || last === kinds.RightBrace || this.onNewLine) {
      this.#panicking = false;
    }
  }

  protected reportUnexpected(expected: string): void {
    if (this.atEnd) this.report('QF1020', this.endPlace(), [capitalized(expected), this.placeInWords()]);
    else this.report('QF1001', this.#nextPlace(), [this.nextInWords(), expected]);
  }

  /** The next token as a message names it. */
  protected nextInWords(): string {
    const { image } = this.LA(1);
    return `\`${image.length > 30 ? `${image.slice(0, 30)}…` : image}\``;
  }

  /** `before ...` or `at the end of the file`: where something is missing. */
  protected placeInWords(): string {
    return this.atEnd ? 'at the end of the file' : `before ${this.nextInWords()}`;
  }

  /** The span of the next token; at the end of the text, the last unit of the last token. */
  #nextPlace(): Span {
    return this.atEnd ? this.endPlace() : spanOf(this.LA(1));
  }

  /** The last unit of the last consumed token, where something is missing behind it. */
  protected endPlace(): Span {
    const end = this.behind();
    return span(Math.max(0, end - 1), end);
  }

  // ----------------------------------------------------------------------------------------------------- recovery

  /** Consumes a token of this kind, or reports that `spelling` is missing. */
  protected expect(occurrence: number, kind: TokenType, spelling: string): IToken | undefined {
    if (this.RECORDING_PHASE || this.next(kind)) return this.consume(occurrence, kind);
    this.reportMissing(spelling);
    return undefined;
  }

  protected reportMissing(spelling: string): void {
    if (this.RECORDING_PHASE) return;
    const end = this.behind();
    const text = /^`(.+)`$/.exec(spelling)?.[1];
    const fix =
      text === undefined
        ? []
        : [{ title: `Insert ${spelling}`, edits: [{ span: span(end, end), text: ` ${text}` }] }];
    this.report('QF1020', this.endPlace(), [spelling, this.placeInWords()], { fixes: fix });
  }

  /** Consumes the closing bracket of `open`; steps over text in front of it, or reports that it is missing. */
  protected close(occurrence: number, kind: TokenType, open: IToken | undefined): void {
    if (this.RECORDING_PHASE || this.next(kind)) {
      this.consume(occurrence, kind);
      return;
    }
    const partner = this.#partnerAhead(open);
    if (partner === undefined) this.#reportUnclosed(kind, open);
    else {
      this.reportUnexpected(`\`,\` or \`${closers.get(kind)?.[0] ?? ''}\``);
      this.#skipTo(partner);
      this.consume(occurrence, kind);
    }
  }

  #reportUnclosed(kind: TokenType, open: IToken | undefined): void {
    const [closing, opening] = closers.get(kind) ?? ['', ''];
    const end = this.behind();
    const related = open === undefined ? [] : [{ span: spanOf(open), message: `\`${opening}\` opens here.` }];
    const fixes = [{ title: `Insert \`${closing}\``, edits: [{ span: span(end, end), text: closing }] }];
    this.report('QF1003', this.endPlace(), [closing, opening], { related, fixes });
  }

  /** Ends a statement: consumes its `;`, or reports what stands there instead and steps to the next statement. */
  protected endStatement(): void {
    if (this.RECORDING_PHASE || this.next(kinds.Semicolon)) {
      this.consume(0, kinds.Semicolon);
      return;
    }
    if (this.onNewLine || this.next(kinds.RightBrace) || this.looksLikeStatement()) {
      const end = this.behind();
      const fixes = [{ title: 'Insert `;`', edits: [{ span: span(end, end), text: ';' }] }];
      this.report('QF1002', this.endPlace(), [], { fixes });
      return;
    }
    if (!this.#reportMiswrittenHead()) this.reportUnexpected('`;`');
    this.skipStatement();
  }

  /** Says of `Circuit a {` and `test a {`, which read like gates, what their heads lack. */
  #reportMiswrittenHead(): boolean {
    if (!this.next(kinds.LeftBrace)) return false;
    const [word, name] = [this.LA(-1), this.LA(0)];
    const [written, meant] = [word.image, word.image.toLowerCase()];
    if (written === 'test')
      this.report('QF1001', spanOf(name), [`\`${name.image}\``, 'the title of the test in quotes'], {
        fixes: [{ title: `Write "${name.image}"`, edits: [{ span: spanOf(name), text: `"${name.image}"` }] }],
      });
    else if (written !== meant && headWords.has(meant))
      this.report('QF1001', spanOf(word), [`\`${written}\``, `\`${meant}\``], {
        fixes: [{ title: `Write ${meant}`, edits: [{ span: spanOf(word), text: meant }] }],
      });
    else return false;
    return true;
  }

  /** Whether the next tokens look like the beginning of a statement. */
  protected looksLikeStatement(): boolean {
    const [first, second] = [this.LA(1), this.LA(2)];
    if (statementWords.has(first.tokenType)) return true;
    if (!tokenMatcher(first, kinds.Identifier)) return false;
    return tokenMatcher(second, kinds.Identifier) || tokenMatcher(second, kinds.AssignmentOperator);
  }

  /** Steps over tokens up to and with the `;` of this statement, to the end of its block, or to a new declaration. */
  protected skipStatement(): void {
    while (!this.atEnd && !this.next(kinds.RightBrace)) {
      if (declarations.has(this.LA(1).tokenType) && this.onNewLine) return;
      const token = this.step(1);
      if (token.tokenType === kinds.Semicolon) return;
      const partner = this.#partnerAhead(token);
      if (partner === undefined) continue;
      this.#skipTo(partner);
      this.step(1);
      if (token.tokenType === kinds.LeftBrace) return;
    }
  }

  /** Goes one level deeper; false where the limit is reached, and then the rest of the block has been stepped over. */
  protected enter(): boolean {
    if (!this.RECORDING_PHASE && this.#depth >= nestingLimit) {
      this.#skipTooDeep();
      return false;
    }
    this.#depth++;
    return true;
  }

  protected leave(): void {
    this.#depth--;
  }

  /** Reports nesting beyond the limit and steps over what is left of the innermost block. */
  #skipTooDeep(): void {
    this.report('QF1009', this.#nextPlace(), [`${nestingLimit}`]);
    while (!this.atEnd && !this.next(kinds.RightBrace)) {
      const partner = this.#partnerAhead(this.step(1));
      if (partner === undefined) continue;
      this.#skipTo(partner);
      this.step(1);
    }
  }

  /** Whether the next token begins a declaration that cannot be inside the block that `open` begins. */
  protected leavesUnclosedBlock(open: IToken | undefined): boolean {
    if (
      this.RECORDING_PHASE ||
      open === undefined ||
      !declarations.has(this.LA(1).tokenType) ||
      this.next(kinds.Task) ||
      this.next(kinds.Assert)
    )
      return false;
    return this.onNewLine && this.#partnerAhead(open) === undefined;
  }

  /** Whether a `}` that closes nothing lies ahead, so that a `{` was forgotten before it. */
  protected get strayBraceAhead(): boolean {
    const from = this.#indexOf(this.LA(1));
    return from >= 0 && this.source.brackets.lastStrayBrace >= from;
  }

  protected step(count: number): IToken {
    let skipped = this.LA(1);
    for (let step = 0; step < count && !this.atEnd; step++) {
      skipped = this.LA(1);
      this.consume(0, skipped.tokenType);
    }
    return skipped;
  }

  #skipTo(target: IToken): void {
    while (!this.atEnd && this.LA(1) !== target) this.step(1);
  }

  /** The bracket that closes `open`, when it was not consumed yet. */
  #partnerAhead(open: IToken | undefined): IToken | undefined {
    if (open === undefined || !opens.has(open.tokenType)) return undefined;
    const index = this.source.brackets.partners[this.#indexOf(open)] ?? -1;
    const partner = index < 0 ? undefined : this.source.tokens[index];
    return partner !== undefined && partner.startOffset >= this.behind() ? partner : undefined;
  }

  /** The index of a token, by its offset. */
  #indexOf(token: IToken): number {
    const { tokens, brackets } = this.source;
    // Chevrotain appends tokens without offsets for the end of the text.
    let [low, high] = [0, brackets.partners.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((tokens[middle]?.startOffset ?? 0) <= token.startOffset) low = middle;
      else high = middle - 1;
    }
    return tokens[low] === token ? low : -1;
  }
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const opens = new Set<TokenType>([kinds.LeftParenthesis, kinds.LeftBracket, kinds.LeftBrace]);

const noInput: ParserInput = {
  text: '',
  dialect: 'qflow',
  tokens: [],
  brackets: { partners: new Int32Array(0), lastStrayBrace: -1, isOutside: new Uint8Array(0) },
  documentation: new Map(),
  damaged: new Set(),
};
