import type { TextEdit } from '../../../base/index.ts';

/** The white space that the line of an offset begins with. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Whether nothing but space stands before an offset in its line. */
export function beginsLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '';
}

/** Where a declaration begins together with the comments directly above it. */
export function aboveComments(text: string, offset: number): number {
  let start = lineStart(text, offset);
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (!/^[ \t]*\/\//.test(text.slice(above, start))) break;
    start = above;
  }
  return start;
}

/** Lines with one indentation in place of the one they share with the first. */
export function reindented(lines: string, from: string, to: string): string {
  return lines
    .split('\n')
    .map((line, place) => {
      if (place === 0) return to + line;
      return line.startsWith(from) ? to + line.slice(from.length) : line;
    })
    .join('\n');
}

export function insertion(offset: number, text: string): TextEdit {
  return { span: { start: offset, end: offset }, text };
}

/** A piece of a text after edits that do not overlap, whose places count from the start of the whole text. */
export function edited(text: string, edits: readonly TextEdit[], start = 0, end = text.length): string {
  let result = '';
  let done = start;
  for (const { span, text: inserted } of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    result += text.slice(done, span.start) + inserted;
    done = span.end;
  }
  return result + text.slice(done, end);
}
