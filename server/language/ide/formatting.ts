import type { Span, TextEdit } from '../../base/index.ts';
import { type Model, format, nodeAt } from '../index.ts';

/**
 * The edits that format a file, or what of them lies in a range. The formatter changes nothing but the space between
 * words, so that each edit replaces a piece of space and the cursor keeps its place. A text that does not parse stays.
 */
export function formattingEdits(model: Model, range?: Span): readonly TextEdit[] {
  const { text } = format(model.text, { uri: model.uri });
  const edits = text === model.text ? [] : spaceEdits(model.text, text);
  if (range === undefined) return edits;
  const lines = wholeLines(model.text, range);
  return edits.filter(({ span }) => lines.start <= span.start && span.end <= lines.end);
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
  return spaceEdits(before, after).map((edit) => ({
    ...edit,
    span: { start: edit.span.start + start, end: edit.span.end + start },
  }));
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
