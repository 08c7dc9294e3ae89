import type { Fix, Span } from '../../../base/index.ts';
import { type Model, nodeAt } from '../../index.ts';

/** The longest text that a title repeats. */
const longestTitle = 30;

/** Removes what is at fault, with the line that it leaves empty. */
export function removeFault({ text }: Model, { start, end }: Span): readonly Fix[] {
  if (end <= start) return [];
  const written = text.slice(start, end);
  const isLong = written.length > longestTitle || written.includes('\n');
  const title = isLong ? 'Remove it' : `Remove ${written.replace(/;$/, '')}`;
  return [{ title, edits: [{ span: wholeLine(text, { start, end }), text: '' }] }];
}

/** Removes an annotation, of which only the name is at fault, with its arguments. */
export function removeAnnotation(model: Model, { start }: Span): readonly Fix[] {
  const marked = nodeAt(model.program, start).flatMap((node) =>
    'annotations' in node ? node.annotations : [],
  );
  const found = marked.find(({ span }) => span.start === start);
  return found === undefined ? [] : removeFault(model, found.span);
}

function wholeLine(text: string, { start, end }: Span): Span {
  const before = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const behind = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0].length ?? 0;
  const isAlone = (start === before || text[start - before - 1] === '\n') && behind > 0;
  return isAlone ? { start: start - before, end: end + behind } : { start, end };
}
