import type { IToken, TokenType } from 'chevrotain';
import { OpenBrackets } from '../../base/index.ts';
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
  const pairing = new Pairing(tokens.length);
  for (const [index, { tokenType }] of tokens.entries()) pairing.take(tokenType, index);
  return pairing;
}

class Pairing implements Brackets {
  readonly partners: Int32Array;
  readonly isOutside: Uint8Array;
  lastStrayBrace = -1;
  readonly #open = new OpenBrackets<TokenType>();
  /** By depth: the token index of the bracket that is open there. */
  readonly #places: number[] = [];

  constructor(tokens: number) {
    this.partners = new Int32Array(tokens).fill(-1);
    this.isOutside = new Uint8Array(tokens);
  }

  take(kind: TokenType, index: number): void {
    if (opening.has(kind)) {
      this.#places[this.#open.size] = index;
      this.#open.open(kind);
      return;
    }
    const wanted = openings.get(kind);
    if (wanted !== undefined) this.#close(wanted, index);
    else if (kind === Semicolon) this.#open.closeFrom(this.#open.innermost(LeftBrace) + 1);
    else return;
    if (this.#open.size === 0) this.isOutside[index] = 1;
  }

  /** Only `}` reaches over an open `{`. */
  #close(wanted: TokenType, index: number): void {
    const depth = this.#open.innermost(wanted);
    if (depth >= 0 && depth >= this.#open.innermost(LeftBrace)) {
      const partner = this.#places[depth] ?? -1;
      this.partners[partner] = index;
      this.partners[index] = partner;
      this.#open.closeFrom(depth);
    } else if (wanted === LeftBrace) {
      this.lastStrayBrace = index;
    }
  }
}
