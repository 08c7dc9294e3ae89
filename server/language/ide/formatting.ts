import type { Span, Steps, TextEdit } from '../../base/index.ts';
import { type Fragment, type Model, format, isFault, nodeAt } from '../index.ts';

/** The edits inside a fragment of a text, with places from its first word on, for one kind of line end. */
interface Known {
  readonly lineEnd: string;
  readonly edits: readonly TextEdit[];
}

/** Fragments stay the same objects while their text does. */
const known = new WeakMap<Fragment, Known>();

/**
 * The edits that format a file, or what of them lies in a range. The formatter changes nothing but the space between
 * words, so that each edit replaces a piece of space and the cursor keeps its place. A text that does not parse stays.
 */
export function* formattingEdits(model: Model, range?: Span): Steps<readonly TextEdit[]> {
  const { text, fragments } = model;
  if (fragments.some(({ diagnostics }) => diagnostics.some(isFault))) return [];
  const lines = wholeLines(text, range ?? { start: 0, end: text.length });
  const lineEnd = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const edits: TextEdit[] = [];
  let last = 0;
  for (const fragment of fragments) {
    const words = wordsIn(text, fragment);
    if (words.start === words.end) continue;
    const isWanted = lines.start <= words.end && last <= lines.end;
    if (isWanted) {
      edits.push(
        ...gapEdits(last, text.slice(last, words.start), gapBehind(text, last, words.start, lineEnd)),
      );
      edits.push(...shifted(insideEdits(model, fragment, words, lineEnd), words.start));
    }
    last = words.end;
    yield;
  }
  edits.push(...gapEdits(last, text.slice(last), last === 0 ? '' : lineEnd));
  return edits.filter(({ span }) => lines.start <= span.start && span.end <= lines.end);
}

/** What of a fragment lies between the space before and behind it. */
function wordsIn(text: string, { start, end }: Span): Span {
  const first = Math.min(end, spaceEnd(text, start));
  return { start: first, end: first + text.slice(first, end).trimEnd().length };
}

/** What belongs between two fragments: the end of a line, and one empty line where there are any. */
function gapBehind(text: string, last: number, next: number, lineEnd: string): string {
  if (last === 0) return '';
  const isApart = (text.slice(last, next).match(/\r\n|\n|\r/g)?.length ?? 0) > 1;
  return isApart ? lineEnd + lineEnd : lineEnd;
}

function insideEdits(
  { text, program: { dialect } }: Model,
  fragment: Fragment,
  { start, end }: Span,
  lineEnd: string,
): readonly TextEdit[] {
  const found = known.get(fragment);
  if (found?.lineEnd === lineEnd) return found.edits;
  const before = text.slice(start, end);
  const after = format(before, { dialect }).text.trimEnd();
  const edits = spaceEdits(before, after.replace(/\r\n|\r|\n/g, lineEnd));
  known.set(fragment, { lineEnd, edits: edits.length === 0 ? none : edits });
  return edits;
}

const none: readonly TextEdit[] = [];

function shifted(edits: readonly TextEdit[], distance: number): readonly TextEdit[] {
  return edits.map(({ span, text }) => ({
    text,
    span: { start: span.start + distance, end: span.end + distance },
  }));
}

/** The edits that format the statement which the sign before the cursor ends. */
export function typedFormattingEdits(model: Model, offset: number): readonly TextEdit[] {
  const ended = nodeAt(model.program, offset - 1).find(
    (node) => node.kind !== 'program' && node.span.end === offset,
  );
  if (ended === undefined) return [];
  const start = wholeLines(model.text, ended.span).start;
  return partEdits(model, offset).filter(({ span }) => start <= span.start && span.end < offset);
}

/** The edits inside the outermost statement that ends at an offset or goes on behind it: the others need not be read. */
function partEdits({ text, program }: Model, offset: number): readonly TextEdit[] {
  const part = program.statements.find(({ span }) => span.start < offset && offset <= span.end);
  if (part === undefined) return [];
  const { start, end } = part.span;
  const before = text.slice(start, end);
  const after = format(before, { dialect: program.dialect }).text.trimEnd();
  return shifted(spaceEdits(before, after), start);
}

function wholeLines(text: string, { start, end }: Span): Span {
  const lineEnd = text.indexOf('\n', Math.max(start, end - 1));
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: lineEnd < 0 ? text.length : lineEnd };
}

function spaceEdits(before: string, after: string): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let [old, now] = [0, 0];
  while (old < before.length || now < after.length) {
    const [oldEnd, nowEnd] = [spaceEnd(before, old), spaceEnd(after, now)];
    edits.push(...gapEdits(old, before.slice(old, oldEnd), after.slice(now, nowEnd)));
    // Only a formatter that changes words could make the texts differ here.
    if (before[oldEnd] !== after[nowEnd]) return [{ span: { start: 0, end: before.length }, text: after }];
    [old, now] = [oldEnd + 1, nowEnd + 1];
  }
  return edits;
}

/** Line breaks and the indentation behind them change separately, so that each belongs to a line of its own. */
function gapEdits(start: number, before: string, after: string): readonly TextEdit[] {
  if (before === after) return [];
  const [oldLine, newLine] = [before.lastIndexOf('\n') + 1, after.lastIndexOf('\n') + 1];
  if (oldLine === 0 || newLine === 0) return [{ span: { start, end: start + before.length }, text: after }];
  const middle = start + oldLine;
  return [
    { span: { start, end: middle }, text: after.slice(0, newLine) },
    { span: { start: middle, end: start + before.length }, text: after.slice(newLine) },
  ].filter(({ span, text }) => before.slice(span.start - start, span.end - start) !== text);
}

function spaceEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && /\s/.test(text.charAt(end))) end++;
  return end;
}
