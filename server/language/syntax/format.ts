import type { Diagnostic } from '../../base/index.ts';
import { isFault } from './faults.ts';
import { type Item, formatItems } from './format-items.ts';
import { spaced } from './format-spacing.ts';
import type { ParseOptions } from './parse.ts';
import { readText } from './read-text.ts';

export interface FormatResult {
  /** The formatted text; the text itself when it has syntax errors. */
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Lines that the formatter joins itself are at most this long. */
const lineWidth = 110;
const indentation = '  ';

/**
 * Formats a program: one statement to a line, two spaces to a level, spaces around operators. Comments stay, as do the
 * author's line breaks inside statements, blocks written on one line, and single blank lines.
 */
export function format(text: string, options: ParseOptions = {}): FormatResult {
  const { program, diagnostics, tokens } = readText(text, options);
  if (diagnostics.some(isFault)) return { text, diagnostics };
  const written = new Layout(text, formatItems(text, program, tokens)).write();
  const lineEnd = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  return { text: written.replace(/\r\n|\r|\n/g, lineEnd), diagnostics };
}

/** What separates two neighbours. */
type Gap = 'none' | 'space' | 'line' | 'blank-line';

/** How a block is written: on one line, over lines as the author wrote it, or over lines because it was too long. */
type BlockStyle = 'inline' | 'lines' | 'unfolded';

class Layout {
  readonly #text: string;
  readonly #items: readonly Item[];
  readonly #output: string[] = [];
  readonly #blocks: BlockStyle[] = [];
  /** Of each open bracket: the level of the line that it stands in. */
  readonly #brackets: number[] = [];
  #level = 0;
  #column = 0;
  /** Whether the next item begins a statement, so that a line break before it is no continuation. */
  #fresh = true;

  constructor(text: string, items: readonly Item[]) {
    this.#text = text;
    this.#items = items;
  }

  write(): string {
    for (const [index, item] of this.#items.entries()) {
      const previous = this.#items[index - 1];
      if (item.role === 'block-close') this.#fresh = true;
      this.#separate(previous === undefined ? 'none' : this.#gap(previous, item, index), item);
      this.#emit(item.text);
      this.#enterOrLeave(item, index);
    }
    return this.#output.length === 0 ? '' : `${this.#output.join('')}\n`;
  }

  #emit(text: string): void {
    this.#output.push(text);
    const lineStart = text.lastIndexOf('\n');
    this.#column = lineStart < 0 ? this.#column + text.length : text.length - lineStart - 1;
  }

  #separate(gap: Gap, item: Item): void {
    if (gap === 'space') this.#emit(' ');
    if (gap === 'line' || gap === 'blank-line') {
      this.#level = this.#levelOf(item);
      this.#emit(`${gap === 'line' ? '\n' : '\n\n'}${indentation.repeat(this.#level)}`);
    }
  }

  /** How far a line that begins with this item is indented. */
  #levelOf(item: Item): number {
    const bracket = this.#brackets.at(-1);
    if (item.role === 'block-close') return this.#blocks.length - 1;
    if (this.#fresh || item.role === 'block-open') return this.#blocks.length;
    if (bracket === undefined) return this.#blocks.length + 1;
    return item.role === 'close' ? bracket : bracket + 1;
  }

  // ----------------------------------------------------------------------------------------------------------- gaps

  #gap(left: Item, right: Item, index: number): Gap {
    const breaks = this.#lineBreaks(left, right);
    if (!this.#breaks(left, right, breaks, index)) return spaced(left, right) ? 'space' : 'none';
    const keepsBlank = breaks > 1 && left.role !== 'block-open' && right.role !== 'block-close';
    return keepsBlank && (this.#fresh || isComment(right)) ? 'blank-line' : 'line';
  }

  #breaks(left: Item, right: Item, breaks: number, index: number): boolean {
    if (left.role === 'line-comment' || left.role === 'verbatim') return true;
    if (isComment(right)) return breaks > 0;
    if (left.role === 'block-comment' && breaks > 0 && right.role !== 'end') return true;
    if (left.role === 'block-open' || right.role === 'block-close') return this.#blocks.at(-1) !== 'inline';
    if (right.role === 'end' || joined.has(right.text)) return false;
    const isByItself = right.role === 'block-open' && left.role === 'end';
    if (left.role === 'block-close' || isByItself) return this.#blocks.at(-1) !== 'inline';
    if (right.role === 'block-open') return false;
    if (left.role === 'end') return breaks > 0 || !this.#staysOnLine(index);
    return breaks > 0;
  }

  #lineBreaks(left: Item, right: Item): number {
    return this.#text.slice(left.end, right.start).match(/\r\n|\n|\r/g)?.length ?? 0;
  }

  // --------------------------------------------------------------------------------------------------------- blocks

  #enterOrLeave(item: Item, index: number): void {
    if (item.role === 'block-open') this.#blocks.push(this.#blockStyle(index));
    if (item.role === 'block-close') this.#blocks.pop();
    if (item.role === 'open') this.#brackets.push(this.#level);
    if (item.role === 'close') this.#brackets.pop();
    if (!isComment(item)) this.#fresh = statementEnds.has(item.role) || item.endsAnnotation;
  }

  /** Blocks that the author wrote on one line stay there as long as they fit. */
  #blockStyle(index: number): BlockStyle {
    if (this.#blocks.at(-1) === 'inline') return 'inline';
    let width = this.#column;
    let depth = 1;
    for (let place = index + 1; depth > 0; place++) {
      const [left, right] = [this.#items[place - 1], this.#items[place]];
      if (left === undefined || right === undefined || this.#lineBreaks(left, right) > 0) return 'lines';
      if (right.role === 'line-comment' || right.role === 'verbatim') return 'lines';
      if (right.role === 'block-open') depth++;
      if (right.role === 'block-close') depth--;
      width += widthBehind(left, right);
    }
    return width <= lineWidth ? 'inline' : 'unfolded';
  }

  /** Whether the statement that begins at `index` stays behind the one before it: both are short, without a block. */
  #staysOnLine(index: number): boolean {
    const style = this.#blocks.at(-1);
    if (style === 'inline' || style === 'unfolded') return style === 'inline';
    let width = this.#column;
    for (let place = index; ; place++) {
      const [left, right] = [this.#items[place - 1], this.#items[place]];
      if (left === undefined || right === undefined || right.role === 'block-open') return false;
      width += widthBehind(left, right);
      if (right.role === 'end') return width <= lineWidth;
    }
  }
}

function widthBehind(left: Item, right: Item): number {
  return right.text.length + (spaced(left, right) ? 1 : 0);
}

const joined = new Set([',', 'else']);
const statementEnds = new Set(['end', 'block-open', 'block-close', 'verbatim']);

function isComment(item: Item): boolean {
  return item.role === 'line-comment' || item.role === 'block-comment';
}
