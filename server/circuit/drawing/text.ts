import type { Circuit } from '../circuit.ts';
import { type Item, type Layout, type LayoutOptions, layoutCircuit } from './layout.ts';
import type { Mark } from './marks.ts';

export interface TextOptions extends LayoutOptions {
  /** Where lines are wrapped, in characters. */
  readonly width?: number;
}

/** The characters that one item has in one row, with the place in the text that stands in the middle of its column. */
interface Cell {
  readonly text: string;
  readonly anchor: number;
}

const defaultWidth = 100;
const none: Extent = { left: 0, right: 0 };

/** Draws a circuit with box-drawing characters, wrapped at `width`. */
export function drawText(circuit: Circuit, options: TextOptions = {}): string {
  const layout = layoutCircuit(circuit, options);
  if (layout.wires.length === 0) return ['(no qubits)', ...layout.notes].join('\n');
  const columns = itemsByColumn(layout);
  const extents = columns.map(extentOf);
  const labelWidth = Math.max(...layout.wires.map(({ label }) => length(label))) + 2;
  const room = Math.max(1, (options.width ?? defaultWidth) - labelWidth - 1);
  const pieces = wrap(extents.map(widthOf), room).map(([first, last]) =>
    drawPiece(layout, columns.slice(first, last), extents.slice(first, last), labelWidth),
  );
  return [pieces.join('\n\n'), ...layout.notes].join('\n');
}

function length(text: string): number {
  return [...text].length;
}

function itemsByColumn({ columns, items }: Layout): readonly (readonly Item[])[] {
  const found: Item[][] = Array.from({ length: columns }, () => []);
  for (const item of items) found[item.column]?.push(item);
  return found;
}

/** How many characters a column takes on each side of its middle; one character of wire keeps neighbours apart. */
interface Extent {
  readonly left: number;
  readonly right: number;
}

function extentOf(items: readonly Item[]): Extent {
  const cells = items.flatMap(({ marks }) => [...marks.values()].map(framed));
  const left = cells.reduce((most, { anchor }) => Math.max(most, anchor), 0);
  const right = cells.reduce((most, { text, anchor }) => Math.max(most, length(text) - 1 - anchor), 0);
  return { left: left + 1, right: right + 1 };
}

function widthOf({ left, right }: Extent): number {
  return left + 1 + right;
}

/** The ranges of columns that fit into one line each; a column that is too wide has a line of its own. */
function wrap(widths: readonly number[], room: number): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  let first = 0;
  let used = 0;
  for (const [column, width] of widths.entries()) {
    if (used + width > room && column > first) {
      ranges.push([first, column]);
      [first, used] = [column, 0];
    }
    used += width;
  }
  return [...ranges, [first, widths.length]];
}

function drawPiece(
  { wires }: Layout,
  columns: readonly (readonly Item[])[],
  extents: readonly Extent[],
  labelWidth: number,
): string {
  const rows = wires.flatMap(({ label, kind }, wire) => {
    const line = kind === 'qubit' ? '─' : '═';
    const cells = columns.map((items, place) => wireCell(items, wire, line, extents[place] ?? none));
    const between = columns.map((items, place) => gapCell(items, wire, extents[place] ?? none));
    const row = `${`${label}: `.padStart(labelWidth)}${cells.join('')}${line}`;
    return wire === wires.length - 1
      ? [row]
      : [row, `${' '.repeat(labelWidth)}${between.join('')}`.trimEnd()];
  });
  return rows.join('\n');
}

function covers(item: Item, wire: number): boolean {
  return item.top <= wire && wire <= item.bottom;
}

function wireCell(items: readonly Item[], wire: number, line: '─' | '═', extent: Extent): string {
  const item = items.find((candidate) => covers(candidate, wire));
  if (item === undefined) return line.repeat(widthOf(extent));
  const mark = item.marks.get(wire);
  return centred(mark === undefined ? crossing(item, line) : framed(mark), extent, line);
}

function crossing({ link }: Item, line: '─' | '═'): Cell {
  if (link === 'none') return { text: line, anchor: 0 };
  const text = line === '─' ? (link === 'double' ? '╫' : '┼') : link === 'double' ? '╬' : '╪';
  return { text, anchor: 0 };
}

/** The row between a wire and the next one. */
function gapCell(items: readonly Item[], wire: number, extent: Extent): string {
  const item = items.find((candidate) => covers(candidate, wire) && covers(candidate, wire + 1));
  if (item === undefined) return ' '.repeat(widthOf(extent));
  const mark = item.marks.get(wire);
  if (mark?.kind === 'frame') {
    const text = `│${' '.repeat(length(mark.text))}│`;
    return centred({ text, anchor: middle(text) }, extent, ' ');
  }
  if (mark?.kind === 'barrier')
    return centred({ text: item.marks.has(wire + 1) ? '░' : ' ', anchor: 0 }, extent, ' ');
  const text = item.link === 'double' ? '║' : item.link === 'single' ? '│' : ' ';
  return centred({ text, anchor: 0 }, extent, ' ');
}

function middle(text: string): number {
  return Math.floor((length(text) - 1) / 2);
}

function framed(mark: Mark): Cell {
  const text = markText(mark);
  return { text, anchor: middle(text) };
}

function markText(mark: Mark): string {
  switch (mark.kind) {
    case 'box':
      return `┤${mark.text}├`;
    case 'control':
      return mark.state === 1 ? '●' : '○';
    case 'not':
      return '⊕';
    case 'swap':
      return '×';
    case 'meter':
      return '┤M├';
    case 'bit':
      return mark.text === '' ? '╩' : mark.text;
    case 'barrier':
      return '░';
    case 'frame':
      return `┤${mark.isFirst ? mark.text : ' '.repeat(length(mark.text))}├`;
  }
}

function centred({ text, anchor }: Cell, { left, right }: Extent, filler: string): string {
  const after = right - (length(text) - 1 - anchor);
  return `${filler.repeat(left - anchor)}${text}${filler.repeat(after)}`;
}
