import type { Fix, Span } from '../../base/index.ts';

/** Removes one element of a list together with the comma before it. */
export function withoutElement({ start, end }: Span, text: string): Fix {
  const comma = /,\s*$/.exec(text.slice(0, start))?.index ?? start;
  return {
    title: `Remove ${text.slice(start, end)}`,
    edits: [{ span: { start: comma, end }, text: '' }],
  };
}
