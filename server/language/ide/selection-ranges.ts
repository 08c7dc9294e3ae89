import type { Span } from '../../base/index.ts';
import { type Model, nodeAt } from '../index.ts';
import { wordAt } from './completion/tokens-before.ts';

/** What a selection at an offset grows through, innermost first: the word, expressions, statements, blocks, the file. */
export function selectionRanges(model: Model, offset: number): readonly Span[] {
  const path = nodeAt(model.program, offset).map(({ span }) => span);
  const blocks = nodeAt(model.program, offset).flatMap((node) =>
    node.kind === 'block' ? [insideBraces(model.text, node.span)] : [],
  );
  const word = wordAt(model.text, offset);
  const isName = /^\D/.test(model.text.slice(word.start, word.end));
  const all = [...path, ...blocks, ...(isName ? [word] : [])].filter(
    ({ start, end }) => start <= offset && offset <= end,
  );
  return nested(all.toSorted((a, b) => length(a) - length(b)));
}

/** What stands between the braces of a block. */
function insideBraces(text: string, { start, end }: Span): Span {
  const from = text[start] === '{' ? start + 1 : start;
  const to = text[end - 1] === '}' ? end - 1 : end;
  const inner = text.slice(from, to);
  const first = from + (inner.length - inner.trimStart().length);
  return { start: Math.min(first, to), end: Math.max(first, from + inner.trimEnd().length) };
}

function length({ start, end }: Span): number {
  return end - start;
}

/** Each range once, and only those that hold the one before. */
function nested(spans: readonly Span[]): readonly Span[] {
  const found: Span[] = [];
  for (const span of spans) {
    const last = found.at(-1);
    const grows =
      last === undefined || (length(span) > length(last) && span.start <= last.start && last.end <= span.end);
    if (grows) found.push(span);
  }
  return found;
}
