import type { IToken, TokenType } from 'chevrotain';
import {
  LeftBrace,
  LeftBracket,
  LeftParenthesis,
  RightBrace,
  RightBracket,
  RightParenthesis,
  Semicolon,
} from './tokens.ts';

/** Which brackets belong together, found before parsing so that recovery knows how far a fault can reach. */
export interface Brackets {
  /** By token index: the index of the bracket that belongs to this one, or -1. */
  readonly partners: Int32Array;
  /** The index of the last `}` that closes nothing, or -1. */
  readonly lastStrayBrace: number;
  /** By token index: 1 at the closing brackets and semicolons behind which no bracket is open. */
  readonly isOutside: Uint8Array;
}

const openings = new Map<TokenType, TokenType>([
  [RightParenthesis, LeftParenthesis],
  [RightBracket, LeftBracket],
  [RightBrace, LeftBrace],
]);
const opening = new Set(openings.values());

/**
 * Pairs brackets. A `;` ends open parentheses and square brackets, and a `}` those inside its block: neither can stand
 * in them, so they were left open by mistake.
 */
export function matchBrackets(tokens: readonly IToken[]): Brackets {
  const partners = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  const isOutside = new Uint8Array(tokens.length);
  let lastStrayBrace = -1;
  const kindAt = (index: number | undefined): TokenType | undefined =>
    index === undefined ? undefined : tokens[index]?.tokenType;
  for (let index = 0; index < tokens.length; index++) {
    const tokenType = kindAt(index);
    if (tokenType === undefined) continue;
    if (opening.has(tokenType)) {
      open.push(index);
      continue;
    }
    const wanted = openings.get(tokenType);
    if (wanted === undefined && tokenType !== Semicolon) continue;
    const found = wanted === undefined ? -1 : matching(open, wanted, kindAt);
    if (found >= 0) {
      const partner = open[found] ?? -1;
      partners[partner] = index;
      partners[index] = partner;
      open.length = found;
    } else if (tokenType === Semicolon) {
      while (open.length > 0 && kindAt(open.at(-1)) !== LeftBrace) open.pop();
    } else if (tokenType === RightBrace) {
      lastStrayBrace = index;
    }
    if (open.length === 0) isOutside[index] = 1;
  }
  return { partners, lastStrayBrace, isOutside };
}

/** The place in `open` of the bracket that a closing one belongs to; only `}` reaches over an open `{`. */
function matching(
  open: readonly number[],
  wanted: TokenType,
  kindAt: (index: number) => TokenType | undefined,
): number {
  for (let place = open.length - 1; place >= 0; place--) {
    const kind = kindAt(open[place] ?? -1);
    if (kind === wanted) return place;
    if (kind === LeftBrace) return -1;
  }
  return -1;
}
