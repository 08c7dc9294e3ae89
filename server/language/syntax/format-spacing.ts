import type { TokenType } from 'chevrotain';
import { type Item, isName } from './format-items.ts';
import * as kinds from './tokens.ts';

/** Words that brackets follow without a space, beside names. */
const touched = new Set<TokenType>([
  kinds.TypeWord,
  kinds.QubitWord,
  kinds.RegisterWord,
  kinds.Modifier,
  kinds.Delay,
  kinds.Box,
  kinds.RightParenthesis,
  kinds.RightBracket,
]);

/** Whether a space stands between two neighbours on one line. */
export function spaced(left: Item, right: Item): boolean {
  if (left.role === 'block-open' && right.role === 'block-close') return false;
  if (left.role === 'open') return !left.tight;
  if (right.role === 'close') return !right.tight;
  if (right.role === 'end' || right.kind === kinds.Comma || right.kind === kinds.Colon) return false;
  if (left.kind === kinds.Dot || right.kind === kinds.Dot) return false;
  if (right.kind === kinds.LeftParenthesis || right.kind === kinds.LeftBracket) return !touches(left);
  return !(left.tight && left.role === 'other' && !isWord(left.kind));
}

function touches(left: Item): boolean {
  if (left.kind === undefined) return false;
  return left.tight || left.role === 'close' || touched.has(left.kind) || isName(left.kind);
}

function isWord(kind: TokenType | undefined): boolean {
  return kind !== undefined && kinds.Word.categoryMatchesMap?.[kind.tokenTypeIdx ?? -1] === true;
}
