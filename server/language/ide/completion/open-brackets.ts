import { OpenBrackets } from '../../../base/index.ts';
import type { CursorToken } from './tokens-before.ts';

/** What the code around the cursor belongs to; it decides which statements may stand there. */
export type Region = 'file' | 'circuit' | 'gate' | 'function' | 'workflow' | 'test';

/** A bracket that is open at the cursor (the outermost one is the file itself), and what stands in it so far. */
export interface OpenBracket {
  readonly opener: 'block' | '(' | '[' | 'set';
  readonly region: Region;
  readonly isInLoop: boolean;
  readonly isInSwitch: boolean;
  /** Of the unfinished statement or list at the cursor; brackets closed before the cursor are one `group` token each. */
  readonly tokens: readonly CursorToken[];
  /** First word of the statement before. */
  readonly previousStatement: string | undefined;
}

interface Frame {
  readonly opener: OpenBracket['opener'];
  readonly region: Region;
  readonly isInLoop: boolean;
  readonly isInSwitch: boolean;
  tokens: CursorToken[];
  previousStatement: string | undefined;
}

const regionOfKeyword: ReadonlyMap<string, Region> = new Map([
  ['circuit', 'circuit'],
  ['gate', 'gate'],
  ['def', 'function'],
  ['workflow', 'workflow'],
  ['test', 'test'],
]);

/** Keywords that begin a declaration of the file; at the start of a line they end whatever was left open before. */
const declarationKeywords: ReadonlySet<string> = new Set([
  ...['circuit', 'gate', 'def', 'workflow', 'observable', 'backend', 'import', 'noise', 'test', 'targets'],
]);

/** The brackets open at the end of the tokens, outermost first, with text that is missing brackets or semicolons too. */
export function openBrackets(tokens: readonly CursorToken[], text: string): readonly OpenBracket[] {
  const reader = new BracketReader(text);
  for (const token of tokens) reader.take(token);
  return reader.frames;
}

class BracketReader {
  readonly frames: Frame[];
  readonly #text: string;
  readonly #depths = new OpenBrackets<Frame['opener']>();

  constructor(text: string) {
    this.#text = text;
    this.#depths.open('block');
    this.frames = [
      {
        opener: 'block',
        region: 'file',
        isInLoop: false,
        isInSwitch: false,
        tokens: [],
        previousStatement: undefined,
      },
    ];
  }

  take(token: CursorToken): void {
    if (this.#startsDeclaration(token)) this.#restart();
    else if (token.startsLine && this.#endsWithoutSemicolon(token)) this.#endStatement(this.#top);
    if (token.kind !== 'sign') this.#top.tokens.push(token);
    else this.#takeSign(token);
  }

  get #top(): Frame {
    return this.frames.at(-1) as Frame;
  }

  #takeSign(token: CursorToken): void {
    switch (token.text) {
      case '(':
      case '[':
        return this.#open(token.text, token);
      case '{':
        return this.#open(this.#opensBlock() ? 'block' : 'set', token);
      case ')':
      case ']':
        return this.#close([closed(token.text)], 'block');
      case '}':
        return this.#close(['block', 'set']);
      case ';':
        return this.#endUnfinished();
      default:
        this.#top.tokens.push(token);
    }
  }

  #open(opener: Frame['opener'], token: CursorToken): void {
    const { region, isInLoop, isInSwitch, tokens } = this.#top;
    const inherited = { region, isInLoop, isInSwitch };
    const place = opener === 'block' ? blockPlace(tokens, inherited) : inherited;
    this.#top.tokens.push({ ...token, kind: 'group' });
    this.#depths.open(opener);
    this.frames.push({ opener, ...place, tokens: [], previousStatement: undefined });
  }

  #opensBlock(): boolean {
    const { opener, tokens } = this.#top;
    const first = statementTokens(tokens)[0]?.text;
    const last = tokens.at(-1)?.text;
    return opener === 'block' && first !== 'import' && !['=', 'in', ',', 'case'].includes(last ?? '');
  }

  /** Closes the innermost bracket that one of these opens, and what was left open in it; never past one of `limit`. */
  #close(openers: readonly Frame['opener'][], limit?: Frame['opener']): void {
    const depth = Math.max(...openers.map((opener) => this.#depths.innermost(opener)));
    if (depth <= 0 || (limit !== undefined && this.#depths.innermost(limit) > depth)) return;
    const [closing] = this.#leave(depth);
    const outer = this.#top;
    if (closing?.opener === 'block') return this.#endStatement(outer);
    const group = outer.tokens.at(-1);
    if (group !== undefined && closing !== undefined)
      outer.tokens[outer.tokens.length - 1] = { ...group, inner: closing.tokens };
  }

  /** Takes the bracket at a depth and all inside it away. */
  #leave(depth: number): readonly Frame[] {
    this.#depths.closeFrom(depth);
    return this.frames.splice(depth);
  }

  /** A semicolon ends the statement and every parenthesis that was left open in it. */
  #endUnfinished(): void {
    this.#leave(this.#depths.innermost('block') + 1);
    this.#endStatement(this.#top);
  }

  #endStatement(frame: Frame): void {
    frame.previousStatement = statementTokens(frame.tokens)[0]?.text ?? frame.previousStatement;
    frame.tokens = [];
  }

  #restart(): void {
    this.#leave(1);
    this.#endStatement(this.#top);
  }

  #startsDeclaration(token: CursorToken): boolean {
    if (!token.startsLine || !declarationKeywords.has(token.text)) return false;
    const column = token.start - (this.#text.lastIndexOf('\n', token.start - 1) + 1);
    return column === 0 && this.frames.length > 1;
  }

  #endsWithoutSemicolon(token: CursorToken): boolean {
    return token.kind === 'word' && this.#top.opener === 'block' && endsOperand(this.#top.tokens.at(-1));
  }
}

function closed(bracket: string): Frame['opener'] {
  return bracket === ')' ? '(' : '[';
}

type Place = Pick<OpenBracket, 'region' | 'isInLoop' | 'isInSwitch'>;

/** What a block belongs to, by the statement before its brace. */
function blockPlace(tokens: readonly CursorToken[], outer: Place): Place {
  const keyword = statementTokens(tokens)[0]?.text ?? '';
  return {
    region: regionOfKeyword.get(keyword) ?? outer.region,
    isInLoop: keyword === 'for' || keyword === 'while' || (outer.isInLoop && !regionOfKeyword.has(keyword)),
    isInSwitch: keyword === 'switch',
  };
}

const openKeywords: ReadonlySet<string> = new Set([
  'in',
  'measure',
  'return',
  'as',
  'from',
  'import',
  'case',
  'else',
]);

/** Whether an operand can end with this token, so that only an operator, a sign or a new statement may follow. */
export function endsOperand(token: CursorToken | undefined): boolean {
  return token !== undefined && token.kind !== 'sign' && !openKeywords.has(token.text);
}

/** The tokens of a statement without the annotations before it. */
export function statementTokens(tokens: readonly CursorToken[]): readonly CursorToken[] {
  if (tokens[0]?.text !== '@') return tokens;
  const next = tokens.findIndex(({ startsLine }, place) => place > 1 && startsLine);
  return next === -1 ? tokens : statementTokens(tokens.slice(next));
}
