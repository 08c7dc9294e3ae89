import {
  type Connection,
  type SemanticTokens,
  type SemanticTokensDelta,
  type SemanticTokensEdit,
  type SemanticTokensLegend,
} from 'vscode-languageserver';
import type { Span, Steps } from '../base/index.ts';
import type { Fragment, Model } from '../language/index.ts';
import {
  fragmentTokens,
  type SemanticToken,
  semanticTokenModifiers,
  semanticTokenTypes,
} from '../language/ide/index.ts';
import type { InDocument, InRange, Requests } from './requests.ts';
import type { Places } from './to-lsp.ts';
import type { Checked } from './workspace.ts';

export const semanticTokensLegend: SemanticTokensLegend = {
  tokenTypes: [...semanticTokenTypes],
  tokenModifiers: [...semanticTokenModifiers],
};

/** The tokens that each open file was told last, so that the next answer says only what changed. */
export class SentTokens {
  readonly #told = new Map<string, { readonly resultId: string; readonly data: number[] }>();
  #answers = 0;

  /** All tokens of a file. */
  whole(uri: string, data: number[]): SemanticTokens & { readonly resultId: string } {
    const told = { resultId: String(++this.#answers), data };
    this.#told.set(uri, told);
    return told;
  }

  /** What changed since the answer with this number, where that is the last one; all tokens otherwise. */
  since(previous: string, uri: string, data: number[]): SemanticTokens | SemanticTokensDelta {
    const told = this.#told.get(uri);
    const { resultId } = this.whole(uri, data);
    if (told?.resultId !== previous) return { resultId, data };
    return { resultId, edits: editsBetween(told.data, data) };
  }

  forget(uri: string): void {
    this.#told.delete(uri);
  }
}

/** One edit from the first number that differs to the last one. */
function editsBetween(before: readonly number[], after: readonly number[]): SemanticTokensEdit[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  if (start === before.length && start === after.length) return [];
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same])
    same++;
  const deleteCount = before.length - start - same;
  return [{ start, deleteCount, data: after.slice(start, after.length - same) }];
}

export function registerSemanticTokens(connection: Connection, requests: Requests, sent: SentTokens): void {
  const { semanticTokens: provider } = connection.languages;
  const none: SemanticTokens = { data: [] };
  provider.on(
    requests.longAbout('semantic tokens', none, function* (file) {
      return sent.whole(file.uri, yield* encoded(file));
    }),
  );
  provider.onDelta(
    requests.longAbout<
      InDocument & { readonly previousResultId: string },
      SemanticTokens | SemanticTokensDelta
    >('semantic tokens', none, function* (file, { previousResultId }) {
      return sent.since(previousResultId, file.uri, yield* encoded(file));
    }),
  );
  provider.onRange(
    requests.longAbout<InRange, SemanticTokens>('semantic tokens', none, function* (file, { range }) {
      return { data: yield* encoded(file, { start: file.offset(range.start), end: file.offset(range.end) }) };
    }),
  );
}

/**
 * The tokens of one fragment, five numbers each: lines and columns from the token before it, its length, its type, bits of
 * its modifiers. The first counts from the first line of the fragment.
 */
interface Encoded {
  readonly data: readonly number[];
  /** The line of the last token, counted from the first line of the fragment. */
  readonly lastLine: number;
}

/** Lists of tokens stay the same objects from one edit to the next where nothing of them changes. */
const known = new WeakMap<readonly SemanticToken[], Encoded>();

/** The tokens of a file, or of a part of it. As fragments are whole lines, no column in what is known of them moves. */
function* encoded({ model, places }: Checked, part: Span = { start: 0, end: Infinity }): Steps<number[]> {
  const found: number[] = [];
  let line = 0;
  for (const fragment of model.fragments) {
    const tokens = tokensIn(model, fragment, part);
    if (tokens.length > 0) {
      const { data, lastLine } = encodedFragment(tokens, fragment, places);
      const first = places.position(fragment.start).line;
      const place = found.length;
      for (const number of data) found.push(number);
      found[place] = (data[0] ?? 0) + first - line;
      line = first + lastLine;
    }
    yield;
  }
  return found;
}

function tokensIn(model: Model, fragment: Fragment, { start, end }: Span): readonly SemanticToken[] {
  if (fragment.end < start || fragment.start > end) return [];
  const tokens = fragmentTokens(model, fragment);
  if (start <= fragment.start && fragment.end <= end) return tokens;
  return tokens.filter(
    ({ span }) => start <= fragment.start + span.end && fragment.start + span.start <= end,
  );
}

function encodedFragment(tokens: readonly SemanticToken[], fragment: Fragment, places: Places): Encoded {
  const before = known.get(tokens);
  if (before !== undefined) return before;
  const start = places.position(fragment.start);
  const data: number[] = [];
  let [line, column] = [start.line, 0];
  for (const { span, type, modifiers } of tokens) {
    const place = places.position(fragment.start + span.start);
    if (place.line !== line) column = 0;
    const bits = modifiers.reduce((sum, one) => sum | (1 << semanticTokenModifiers.indexOf(one)), 0);
    const length = span.end - span.start;
    data.push(place.line - line, place.character - column, length, semanticTokenTypes.indexOf(type), bits);
    [line, column] = [place.line, place.character];
  }
  const made = { data, lastLine: line - start.line };
  known.set(tokens, made);
  return made;
}
