import type { Comment } from './tree.ts';

/** Finds the `///` lines directly above each place: by the offset of the text that follows them. */
export function documentationByOffset(
  text: string,
  comments: readonly Comment[],
): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  let lines: string[] = [];
  let expected = -1;
  for (const { text: comment, span } of comments) {
    if (!isDocumentation(comment)) continue;
    if (span.start !== expected) {
      found.set(expected, lines.join('\n'));
      lines = [];
    }
    lines.push(comment.slice(3).replace(/^ /, '').trimEnd());
    expected = skipOneLineBreak(text, span.end);
  }
  return found.set(expected, lines.join('\n'));
}

function isDocumentation(comment: string): boolean {
  return comment.startsWith('///') && !comment.startsWith('////');
}

/** Where the next line's text begins, or the offset itself when a blank line follows. */
function skipOneLineBreak(text: string, offset: number): number {
  const match = /^[ \t]*(?:\r\n|\n|\r)[ \t]*/.exec(text.slice(offset, offset + 400));
  return offset + (match?.[0].length ?? 0);
}
