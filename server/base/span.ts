/** Places in a text: half-open ranges of UTF-16 offsets, and their translation to lines and columns. */

/** The half-open range `[start, end)` of UTF-16 offsets in one text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A zero-based line and a zero-based column counted in UTF-16 units, as the Language Server Protocol counts them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export function span(start: number, end: number): Span {
  return { start, end };
}

/** The smallest span that holds both. */
export function cover(first: Span, last: Span): Span {
  return { start: Math.min(first.start, last.start), end: Math.max(first.end, last.end) };
}

/** Whether `offset` lies in `range` or directly behind it (where a cursor still belongs to the word). */
export function touches(range: Span, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

/** Translates between offsets and positions of one text. Accepts `\n`, `\r\n` and `\r` as line ends. */
export class LineMap {
  readonly #starts: readonly number[];
  readonly #length: number;

  constructor(text: string) {
    this.#starts = lineStarts(text);
    this.#length = text.length;
  }

  /** The position of `offset`; offsets outside the text are moved to its nearest end. */
  position(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: clamped - (this.#starts[low] ?? 0) };
  }

  /** The offset of `position`; lines and columns outside the text are moved to the nearest place in it. */
  offset(position: Position): number {
    if (position.line >= this.#starts.length) return this.#length;
    const start = this.#starts[Math.max(0, position.line)] ?? 0;
    const next = this.#starts[position.line + 1] ?? this.#length;
    return Math.min(start + Math.max(0, position.column), next);
  }

  get lineCount(): number {
    return this.#starts.length;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
    return starts;
  }
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === 10 || (unit === 13 && text.charCodeAt(index + 1) !== 10)) starts.push(index + 1);
  }
  return starts;
}
