import type { Span } from '../../base/index.ts';

/** Every place that is written down in parts of a tree, each object once: nodes may share one. */
export function spansIn(parts: readonly object[]): { start: number; end: number }[] {
  const found = new Set<Span>();
  collect(parts, found);
  return [...found];
}

function collect(part: object, found: Set<Span>): void {
  for (const key in part) {
    const value: unknown = (part as Readonly<Record<string, unknown>>)[key];
    if (typeof value !== 'object' || value === null) continue;
    if (key === 'span') found.add(value as Span);
    else collect(value, found);
  }
}
