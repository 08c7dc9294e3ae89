import { type Diagnostic, type Span, relocated } from '../../base/index.ts';
import type { Fragment } from '../syntax/fragment.ts';

/** A diagnostic whose places move with the fragments that they lie in. */
export class PlacedDiagnostic {
  #diagnostic: Diagnostic;
  readonly #anchors: { readonly fragment: Fragment; start: number }[] = [];

  /** @param fragments those of the text that the diagnostic was found in, in order */
  constructor(diagnostic: Diagnostic, fragments: readonly Fragment[]) {
    // Copies of the places, for those of nodes move by themselves.
    this.#diagnostic = relocated(diagnostic, ({ start, end }) => {
      const fragment = fragmentAt(fragments, start);
      if (fragment !== undefined) this.#anchors.push({ fragment, start: fragment.start });
      return { start, end };
    });
  }

  get diagnostic(): Diagnostic {
    if (this.#anchors.some(({ fragment, start }) => fragment.start !== start)) this.#move();
    return this.#diagnostic;
  }

  #move(): void {
    let next = 0;
    this.#diagnostic = relocated(this.#diagnostic, (span) => moved(span, this.#anchors[next++]));
    for (const anchor of this.#anchors) anchor.start = anchor.fragment.start;
  }
}

function moved({ start, end }: Span, anchor: { fragment: Fragment; start: number } | undefined): Span {
  const distance = anchor === undefined ? 0 : anchor.fragment.start - anchor.start;
  return { start: start + distance, end: end + distance };
}

/** Where the fragment begins before the one that an offset lies in. */
export function startBefore(fragments: readonly Fragment[], offset: number): number {
  return fragments[indexAt(fragments, offset) - 1]?.start ?? 0;
}

function fragmentAt(fragments: readonly Fragment[], offset: number): Fragment | undefined {
  return fragments[indexAt(fragments, offset)];
}

/** The place of the last fragment that begins at or before an offset. */
function indexAt(fragments: readonly Fragment[], offset: number): number {
  let [low, high] = [0, fragments.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((fragments[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
