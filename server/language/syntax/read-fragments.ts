import type { Span, Steps } from '../../base/index.ts';
import { cut, endsInCut } from './cut.ts';
import type { Fragment } from './fragment.ts';
import { readStretch } from './stretch.ts';
import type { Dialect, Program } from './tree.ts';

/** A text in fragments. */
export interface TextFragments {
  readonly version: Program['version'];
  readonly fragments: readonly Fragment[];
}

/** UTF-16 units that are read at once. */
const usualPortion = 8192;
/** How many times more are read at once where no statement ends among them. */
const growth = 8;

/**
 * Reads a whole text, with a rest behind each portion of lines. What is wrong in a text may reach further than a portion,
 * so one with faults is read at once.
 */
export function* readFragments(text: string, dialect: Dialect, portion = usualPortion): Steps<TextFragments> {
  const fragments: Fragment[] = [];
  let version: Program['version'];
  for (let [start, size] = [0, portion]; start < text.length;) {
    const end = behindLine(text, start + size);
    const read = readPortion(text, dialect, { start, end });
    if (read === undefined) return readAtOnce(text, dialect);
    if (start === 0) ({ version } = read);
    fragments.push(...read.fragments);
    const next = read.fragments.at(-1)?.end;
    size = next === undefined ? size * growth : portion;
    start = next ?? start;
    yield;
  }
  return fragments.length === 0 ? readAtOnce(text, dialect) : { version, fragments };
}

function readAtOnce(text: string, dialect: Dialect): TextFragments {
  const range = { start: 0, end: text.length };
  const stretch = readStretch(text, dialect, range);
  return { version: stretch.version, fragments: cut(text, range, stretch) };
}

/** The fragments of some lines that end inside them, or nothing where something is wrong with these. */
function readPortion(text: string, dialect: Dialect, range: Span): TextFragments | undefined {
  const stretch = readStretch(text, dialect, range);
  const found = cut(text, range, stretch);
  const isWhole = range.end === text.length || endsInCut(text, range, stretch);
  // What follows may belong to the last one.
  const fragments = isWhole ? found : found.slice(0, -1);
  const isSound = fragments.every(({ diagnostics }) => diagnostics.length === 0);
  return isSound ? { version: stretch.version, fragments } : undefined;
}

function behindLine(text: string, offset: number): number {
  const end = offset >= text.length ? -1 : text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}
