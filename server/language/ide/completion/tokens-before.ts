/**
 * The words and signs before the cursor. Completion reads them instead of the tree, because between two keystrokes the
 * statement at the cursor seldom parses, and the tokens before it are exact all the same.
 */

export interface CursorToken {
  readonly kind: 'word' | 'number' | 'string' | 'sign' | 'group';
  /** As written; of a group, its opening bracket. */
  readonly text: string;
  readonly start: number;
  readonly startsLine: boolean;
  /** What a group holds. */
  readonly inner?: readonly CursorToken[];
}

export interface TokensBefore {
  readonly tokens: readonly CursorToken[];
  /** Set when the cursor stands in a comment or a string, where no code can follow. */
  readonly inside?: 'comment' | 'string';
}

const pattern =
  /(?<space>\s+)|(?<comment>\/\/[^\n]*|\/\*[^]*?(?:\*\/|$))|(?<string>"[^"\n]*"?)|(?<word>[\p{L}_$][\p{L}\p{N}_]*)|(?<number>\d[\w.µ]*)|(?<sign>->|\*\*=?|<<=?|>>=?|[-+*/%&|^~=!<>]=|&&|\|\||\+\+|[^])/uy;

/**
 * Splits the text before `end` into tokens; recovery is built in, since every character belongs to some token.
 *
 * @param from the start of a line with no bracket or comment open, from which on tokens are wanted
 */
export function tokensBefore(text: string, end: number, from = 0): TokensBefore {
  const tokens: CursorToken[] = [];
  const before = text.slice(from, end);
  let startsLine = true;
  let inside: TokensBefore['inside'];
  for (const { groups = {}, index, 0: matched } of before.matchAll(new RegExp(pattern, 'guy'))) {
    inside = openAtEnd(groups, matched, index + matched.length === before.length);
    if (groups['space'] !== undefined || groups['comment'] !== undefined) {
      startsLine ||= matched.includes('\n');
      continue;
    }
    tokens.push({ kind: kindOf(groups), text: matched, start: from + index, startsLine });
    startsLine = false;
  }
  return inside === undefined ? { tokens } : { tokens, inside };
}

function kindOf(groups: Readonly<Record<string, string | undefined>>): CursorToken['kind'] {
  if (groups['word'] !== undefined) return 'word';
  if (groups['number'] !== undefined) return 'number';
  return groups['string'] !== undefined ? 'string' : 'sign';
}

function openAtEnd(
  groups: Readonly<Record<string, string | undefined>>,
  matched: string,
  isLast: boolean,
): TokensBefore['inside'] {
  if (!isLast) return undefined;
  const isComment = groups['comment'] !== undefined;
  if (isComment && (matched.startsWith('//') || matched.length < 4 || !matched.endsWith('*/')))
    return 'comment';
  const isString = groups['string'] !== undefined;
  return isString && (matched.length === 1 || !matched.endsWith('"')) ? 'string' : undefined;
}

const wordBefore = /[\p{L}_$][\p{L}\p{N}_]*$/u;
const wordAfter = /^[\p{L}\p{N}_]*/u;

/** The word that the cursor touches: what is being typed, and what an accepted proposal replaces. */
export function wordAt(text: string, offset: number): { readonly start: number; readonly end: number } {
  const before = wordBefore.exec(text.slice(Math.max(0, offset - 200), offset))?.[0] ?? '';
  const after = wordAfter.exec(text.slice(offset, offset + 200))?.[0] ?? '';
  return { start: offset - before.length, end: offset + after.length };
}
