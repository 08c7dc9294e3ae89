import type { IToken, TokenType } from 'chevrotain';
import type { Brackets } from './brackets.ts';
import { retag } from './lexer.ts';
import * as kinds from './tokens.ts';
import type { Dialect } from './tree.ts';

/** Keywords by dialect, and the words that are keywords only where their neighbours say so. */

const common: readonly (readonly [string, TokenType])[] = [
  ['OPENQASM', kinds.Version],
  ['include', kinds.Include],
  ['gate', kinds.Gate],
  ['qreg', kinds.RegisterWord],
  ['creg', kinds.RegisterWord],
  ['measure', kinds.Measure],
  ['reset', kinds.Reset],
  ['barrier', kinds.Barrier],
  ['if', kinds.If],
];

const openqasm3: readonly (readonly [string, TokenType])[] = [
  ...common,
  ['def', kinds.Def],
  ['extern', kinds.Extern],
  ['const', kinds.StorageWord],
  ['input', kinds.StorageWord],
  ['output', kinds.StorageWord],
  ['readonly', kinds.ReferenceWord],
  ['mutable', kinds.ReferenceWord],
  ['bit', kinds.TypeWord],
  ['bool', kinds.TypeWord],
  ['int', kinds.TypeWord],
  ['uint', kinds.TypeWord],
  ['float', kinds.TypeWord],
  ['complex', kinds.TypeWord],
  ['duration', kinds.TypeWord],
  ['stretch', kinds.TypeWord],
  ['array', kinds.TypeWord],
  ['qubit', kinds.QubitWord],
  ['let', kinds.Let],
  ['delay', kinds.Delay],
  ['nop', kinds.Barrier],
  ['box', kinds.Box],
  ['else', kinds.Else],
  ['for', kinds.For],
  ['while', kinds.While],
  ['in', kinds.In],
  ['switch', kinds.Switch],
  ['case', kinds.Case],
  ['default', kinds.Default],
  ['break', kinds.Jump],
  ['continue', kinds.Jump],
  ['end', kinds.Jump],
  ['return', kinds.Return],
  ['true', kinds.BooleanWord],
  ['false', kinds.BooleanWord],
  ['cal', kinds.UnsupportedWord],
  ['defcal', kinds.UnsupportedWord],
  ['defcalgrammar', kinds.UnsupportedWord],
];

/** The words that are keywords wherever they stand. */
export const keywords: Readonly<Record<Dialect, ReadonlyMap<string, TokenType>>> = {
  openqasm2: new Map([...common, ['opaque', kinds.Opaque]]),
  openqasm3: new Map(openqasm3),
  qflow: new Map([...openqasm3, ['from', kinds.From], ['as', kinds.As]]),
};

/** The words of qflow that are keywords only at the beginning of a declaration. */
export const declarationWords: ReadonlyMap<string, TokenType> = new Map([
  ['import', kinds.Import],
  ['circuit', kinds.Circuit],
  ['observable', kinds.Observable],
  ['noise', kinds.Noise],
  ['backend', kinds.Backend],
  ['workflow', kinds.Workflow],
  ['task', kinds.Task],
  ['model', kinds.Model],
  ['memory', kinds.Memory],
  ['targets', kinds.Targets],
  ['test', kinds.Test],
  ['assert', kinds.Assert],
]);

const modifierWords = new Set(['inv', 'pow', 'ctrl', 'negctrl']);

/** Turns the words that are keywords in this dialect and at their place into keyword tokens. */
export function markKeywords(
  tokens: readonly IToken[],
  brackets: Brackets,
  dialect: Dialect,
  text: string,
): void {
  const reserved = keywords[dialect];
  for (const token of tokens) {
    const kind = token.tokenType === kinds.Identifier ? reserved.get(token.image) : undefined;
    if (kind !== undefined) retag(token, kind);
  }
  if (dialect === 'openqasm2') return;
  new ContextualWords(tokens, brackets, dialect, text).mark();
}

class ContextualWords {
  readonly #tokens: readonly IToken[];
  readonly #partners: Int32Array;
  readonly #dialect: Dialect;
  readonly #text: string;
  /** The open brackets, with the keyword that owns each block. */
  readonly #open: {
    readonly index: number;
    readonly kind: TokenType;
    readonly owner: TokenType | undefined;
  }[] = [];
  #owner: TokenType | undefined;

  constructor(tokens: readonly IToken[], brackets: Brackets, dialect: Dialect, text: string) {
    this.#tokens = tokens;
    this.#partners = brackets.partners;
    this.#dialect = dialect;
    this.#text = text;
  }

  mark(): void {
    for (let index = 0; index < this.#tokens.length; index++) {
      const token = this.#tokens[index];
      if (token === undefined) continue;
      if (kinds.Word.categoryMatchesMap?.[token.tokenTypeIdx] === true) this.#markWord(token, index);
      else this.#followBracket(token.tokenType, index);
    }
  }

  #followBracket(kind: TokenType, index: number): void {
    if (kind === kinds.LeftBrace || kind === kinds.LeftParenthesis || kind === kinds.LeftBracket) {
      this.#open.push({ index, kind, owner: kind === kinds.LeftBrace ? this.#ownerOfBlock() : undefined });
      if (kind === kinds.LeftBrace) this.#owner = undefined;
    } else if ((this.#partners[index] ?? -1) >= 0) {
      const partner = this.#partners[index] ?? -1;
      while ((this.#open.at(-1)?.index ?? -1) >= partner) this.#open.pop();
      if (kind === kinds.RightBrace) this.#owner = undefined;
    } else if (kind === kinds.Semicolon) {
      while (this.#open.length > 0 && this.#open.at(-1)?.kind !== kinds.LeftBrace) this.#open.pop();
      this.#owner = undefined;
    }
  }

  /** The blocks of loops and decisions inside a workflow or a test belong to it. */
  #ownerOfBlock(): TokenType | undefined {
    const outer = this.#open.at(-1)?.owner;
    return this.#owner ?? (outer === kinds.Workflow || outer === kinds.Test ? outer : undefined);
  }

  #markWord(token: IToken, index: number): void {
    const declaration = this.#dialect === 'qflow' ? declarationWords.get(token.image) : undefined;
    const inside = this.#open.at(-1)?.kind;
    if (inside === kinds.LeftParenthesis && this.#kind(index + 1) === kinds.Colon)
      retag(token, kinds.ArgumentName);
    else if (this.#isListed(token, index, inside)) retag(token, kinds.Identifier);
    else if (token.tokenType !== kinds.Identifier) return;
    else if (declaration !== undefined && this.#startsDeclaration(index, declaration))
      this.#declare(token, declaration);
    else if (modifierWords.has(token.image) && this.#isModifier(index)) retag(token, kinds.Modifier);
    else if (this.#isType(token, index)) retag(token, kinds.TypeWord);
  }

  /** `gates: [measure, reset]`: a statement's word that stands for itself, with nothing behind it to act on. */
  #isListed(token: IToken, index: number, inside: TokenType | undefined): boolean {
    if (this.#dialect !== 'qflow' || !operations.has(token.tokenType)) return false;
    const next = this.#kind(index + 1);
    const isInList = inside === kinds.LeftParenthesis || inside === kinds.LeftBracket;
    return isInList && next !== undefined && listEnds.has(next);
  }

  #declare(token: IToken, kind: TokenType): void {
    retag(token, kind);
    this.#owner = kind;
  }

  /** Whether a word of qflow begins a declaration: by what follows, and leniently where nothing else is likely. */
  #startsDeclaration(index: number, kind: TokenType): boolean {
    if (!this.#startsStatement(index) && !this.#onNewLine(index)) return false;
    const [next, second] = [this.#kind(index + 1), this.#kind(index + 2)];
    const word = this.#tokens[index]?.image;
    const block = this.#open.at(-1);
    const isStep = kind === kinds.Task || kind === kinds.Assert;
    const inSteps = block?.owner === kinds.Workflow || block?.owner === kinds.Test;
    if (kind === kinds.Assert && !inSteps) return false;
    const expected = block === undefined || (inSteps && isStep);
    if (word === 'test') return next === kinds.StringToken;
    if (kind === kinds.Assert)
      return (
        next === undefined ||
        !continuations.has(next) ||
        next === kinds.LeftParenthesis ||
        next === kinds.Minus
      );
    if (word === 'import' && next === kinds.StringToken) return true;
    if (expected) return next === undefined || !continuations.has(next);
    if (!this.#isWord(index + 1)) return false;
    if (kind === kinds.Circuit || kind === kinds.Workflow) {
      return second === kinds.LeftBrace || second === kinds.LeftParenthesis;
    }
    return second === kinds.Equals;
  }

  /** `ctrl @`, `pow(2) @` */
  #isModifier(index: number): boolean {
    if (this.#kind(index + 1) === kinds.At) return true;
    if (this.#kind(index + 1) !== kinds.LeftParenthesis) return false;
    const close = this.#partners[index + 1] ?? -1;
    return close >= 0 && this.#kind(close + 1) === kinds.At;
  }

  /** `angle[8] x`, `angle[8](x)`, and a word of no known type in a declaration: `text name = "..."`. */
  #isType(token: IToken, index: number): boolean {
    const bracketed = this.#kind(index + 1) === kinds.LeftBracket;
    const behind = bracketed ? (this.#partners[index + 1] ?? -2) + 1 : index + 1;
    if (behind <= index || this.#onNewLine(behind)) return false;
    if (token.image === 'angle') {
      return this.#kind(behind) === kinds.Identifier || this.#kind(behind) === kinds.LeftParenthesis;
    }
    const declares = this.#kind(behind) === kinds.Identifier && this.#kind(behind + 1) === kinds.Equals;
    return declares && this.#open.at(-1)?.kind !== kinds.LeftParenthesis && this.#startsStatement(index);
  }

  #startsStatement(index: number): boolean {
    const previous = this.#kind(index - 1);
    if (previous === undefined || statementEnds.has(previous)) return true;
    if (this.#kind(index - 2) === kinds.At && !this.#isWord(index - 3)) return true;
    const open = previous === kinds.RightParenthesis ? (this.#partners[index - 1] ?? -1) : -1;
    return open > 1 && this.#kind(open - 2) === kinds.At;
  }

  #onNewLine(index: number): boolean {
    const [previous, token] = [this.#tokens[index - 1], this.#tokens[index]];
    if (previous === undefined || token === undefined) return true;
    return hasLineBreak(this.#text, previous.startOffset + previous.image.length, token.startOffset);
  }

  #kind(index: number): TokenType | undefined {
    return this.#tokens[index]?.tokenType;
  }

  #isWord(index: number): boolean {
    const token = this.#tokens[index];
    return token !== undefined && kinds.Word.categoryMatchesMap?.[token.tokenTypeIdx] === true;
  }
}

const operations = new Set<TokenType>([kinds.Measure, kinds.Reset, kinds.Delay]);

const listEnds = new Set<TokenType>([kinds.Comma, kinds.RightParenthesis, kinds.RightBracket]);

const statementEnds = new Set<TokenType>([
  kinds.Semicolon,
  kinds.LeftBrace,
  kinds.RightBrace,
  kinds.AnnotationLine,
  kinds.Pragma,
  kinds.StorageWord,
]);

/** What follows a word of qflow that is used as a name at the beginning of a statement. */
const continuations = new Set<TokenType>([
  kinds.Equals,
  kinds.CompoundAssignment,
  kinds.InfixOnly,
  kinds.Minus,
  kinds.LeftParenthesis,
  kinds.LeftBracket,
  kinds.Dot,
  kinds.Comma,
  kinds.Semicolon,
]);

/** Whether the text between two offsets contains the end of a line. */
export function hasLineBreak(text: string, start: number, end: number): boolean {
  for (let index = start; index < end; index++) {
    const unit = text.charCodeAt(index);
    if (unit === 10 || unit === 13) return true;
  }
  return false;
}
