import type { Diagnostic, Steps } from '../../base/index.ts';
import { cut, endsInCut } from './cut.ts';
import { type DialectOptions, detectDialect } from './dialect.ts';
import type { Fragment } from './fragment.ts';
import { readFragments } from './read-fragments.ts';
import { limited, refusal } from './read-text.ts';
import { readStretch } from './stretch.ts';
import type { Dialect, Program } from './tree.ts';

/** What an edit did to the fragments of a text. */
export interface FragmentChange {
  readonly removed: readonly Fragment[];
  readonly added: readonly Fragment[];
}

const nothing = { version: undefined, fragments: [] };

/** So many fragments more are read before all the rest is. */
const extensions = 3;

/** The part of a text that differs from another one, in offsets of both. */
interface Difference {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/**
 * The tree of a text that somebody edits. Only the fragments that an edit touches are parsed again; the others keep
 * their nodes, whose places move. What it gives equals what `parse` gives for the same text, always.
 */
export class EditedText {
  readonly #options: DialectOptions;
  #text = '';
  #dialect: Dialect;
  #fragments: readonly Fragment[] = [];
  #version: Program['version'];
  #refused: Diagnostic | undefined;

  /** An empty text. */
  constructor(options: DialectOptions = {}) {
    this.#options = options;
    this.#dialect = detectDialect('', options);
  }

  get text(): string {
    return this.#text;
  }

  get fragments(): readonly Fragment[] {
    return this.#fragments;
  }

  get program(): Program {
    const version = this.#version === undefined ? {} : { version: this.#version };
    return {
      kind: 'program',
      dialect: this.#dialect,
      ...version,
      statements: this.#fragments.flatMap(({ statements }) => statements),
      comments: this.#fragments.flatMap(({ comments }) => comments),
      span: { start: 0, end: this.#text.length },
    };
  }

  get diagnostics(): readonly Diagnostic[] {
    if (this.#refused !== undefined) return [this.#refused];
    return limited(this.#fragments.flatMap(({ diagnostics }) => diagnostics));
  }

  /** Takes the text as it is now. Until the end of these steps it stays as it was. */
  *update(text: string): Steps<FragmentChange> {
    const before = this.#fragments;
    const difference = differenceOf(this.#text, text);
    const dialect = detectDialect(text, this.#options);
    const isAnew = this.#refused !== undefined || refusal(text) !== undefined || dialect !== this.#dialect;
    const change = isAnew || before.length === 0 ? undefined : this.#readChanged(text, difference);
    if (change === undefined) yield* this.#readAll(text, dialect);
    this.#text = text;
    this.#dialect = dialect;
    return change ?? { removed: before, added: this.#fragments };
  }

  *#readAll(text: string, dialect: Dialect): Steps<void> {
    const refused = refusal(text);
    const read = refused === undefined ? yield* readFragments(text, dialect) : nothing;
    this.#refused = refused;
    this.#version = read.version;
    this.#fragments = read.fragments;
  }

  /** Reads the lines around a difference, and more where what is wrong there reaches further. */
  #readChanged(text: string, difference: Difference): FragmentChange | undefined {
    const [first, last] = this.#touched(difference);
    const count = this.#fragments.length;
    for (let more = 0; more < extensions && last + more < count; more++) {
      const change = this.#reread(text, first, last + more, difference);
      if (change !== undefined) return change;
    }
    return this.#reread(text, first, count, difference);
  }

  /** The fragments that a difference touches: the first, and the one behind the last. */
  #touched({ start, oldEnd }: Difference): readonly [number, number] {
    const count = this.#fragments.length;
    let first = this.#fragments.findIndex(({ end }) => end > start);
    if (first < 0) first = count - 1;
    let last = first + 1;
    while (last < count && (this.#fragments[last]?.start ?? 0) < oldEnd) last++;
    // Where the end of the last line is removed, the next line belongs to it.
    if (last < count && (this.#fragments[last]?.start ?? 0) <= oldEnd && oldEnd > start) last++;
    const before = this.#fragments[first - 1];
    if (before !== undefined && !before.isSettled) first--;
    return [Math.max(0, first), last];
  }

  #reread(
    text: string,
    first: number,
    last: number,
    { oldEnd, newEnd }: Difference,
  ): FragmentChange | undefined {
    const distance = newEnd - oldEnd;
    const oldStop = this.#fragments[last - 1]?.end ?? oldEnd;
    const range = { start: this.#fragments[first]?.start ?? 0, end: oldStop + distance };
    const stretch = readStretch(text, this.#dialect, range);
    const isLast = last >= this.#fragments.length;
    const hasEnd = isLast ? stretch.brackets.lastStrayBrace < 0 : endsInCut(text, range, stretch);
    if (!hasEnd) return undefined;
    const removed = this.#fragments.slice(first, last);
    const added = cut(text, range, stretch);
    const behind = this.#fragments.slice(last);
    for (const fragment of behind) fragment.move(distance);
    if (first === 0) this.#version = stretch.version;
    this.#fragments = [...this.#fragments.slice(0, first), ...added, ...behind];
    return { removed, added };
  }
}

/** UTF-16 units that are compared at once. */
const stride = 4096;

function differenceOf(before: string, after: string): Difference {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.slice(start, start + stride) === after.slice(start, start + stride))
    start += stride;
  start = Math.min(start, shorter);
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  const same = sameEnd(before, after, shorter - start);
  return { start, oldEnd: before.length - same, newEnd: after.length - same };
}

/** How many units, of so many at most, two texts have in common at their ends. */
function sameEnd(before: string, after: string, limit: number): number {
  const part = (text: string, same: number) => text.slice(text.length - same - stride, text.length - same);
  let same = 0;
  while (same + stride <= limit && part(before, same) === part(after, same)) same += stride;
  while (
    same < limit &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  )
    same++;
  return same;
}
