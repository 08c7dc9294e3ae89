import type { Diagnostic, Span } from '../../base/index.ts';
import { isFault } from '../syntax/faults.ts';

/**
 * The lines of a text whose syntax is broken. What the tree says there is a guess: nothing is reported on them beside
 * the syntax itself, and every word on them may have been meant to declare a name.
 */
export class Damage {
  readonly #lines: readonly Span[];

  constructor(text: string, diagnostics: readonly Diagnostic[]) {
    this.#lines = merged(diagnostics.filter(isFault).map(({ span }) => linesAround(text, span)));
  }

  get lines(): readonly Span[] {
    return this.#lines;
  }

  touches(span: Span): boolean {
    let low = 0;
    let high = this.#lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#lines[middle]?.end ?? 0) < span.start) low = middle + 1;
      else high = middle;
    }
    const line = this.#lines[low];
    return line !== undefined && line.start <= span.end;
  }
}

function linesAround(text: string, { start, end }: Span): Span {
  const before = text.lastIndexOf('\n', start - 1) + 1;
  const after = text.indexOf('\n', Math.max(start, end - 1));
  return { start: start === 0 ? 0 : before, end: after < 0 ? text.length : after };
}

function merged(spans: readonly Span[]): Span[] {
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}
