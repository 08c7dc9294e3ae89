import type { Circuit } from '../circuit.ts';
import { circuitStatistics } from '../statistics.ts';
import { type Enclosure, type Item, type Layout, type LayoutOptions, layoutCircuit } from './layout.ts';
import type { Mark } from './marks.ts';

/** Sizes in pixels. */
const row = 40;
const margin = 16;
const character = 7.3;
const boxHeight = 26;
const narrowest = 28;
const gap = 14;

/**
 * Colours: a page may set the variables, and a file that stands alone follows the reader's colour scheme. They are
 * presentation attributes, so that a page whose content policy forbids inline styles shows them too.
 */
const ink = 'var(--qflow-ink, #24292f)';
const paper = 'var(--qflow-paper, #ffffff)';
const gateFill = 'var(--qflow-gate, #ddf4ff)';
const muted = 'var(--qflow-muted, #6e7781)';
const darkScheme =
  '@media (prefers-color-scheme: dark) { .qflow-circuit { --qflow-ink: #e6edf3; --qflow-paper: #0d1117; --qflow-gate: #12345b; --qflow-muted: #8b949e; } }';

/** Where columns and wires lie. */
interface Grid {
  readonly layout: Layout;
  readonly left: readonly number[];
  readonly widths: readonly number[];
  readonly start: number;
  readonly end: number;
}

/** Draws a circuit as one self-contained SVG image. */
export function drawSvg(circuit: Circuit, options: LayoutOptions = {}): string {
  const layout = layoutCircuit(circuit, options);
  const grid = gridOf(layout);
  const width = Math.ceil(grid.end + margin);
  const height = margin * 2 + row * Math.max(1, layout.wires.length) + 18 * layout.notes.length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="qflow-circuit" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="12">`,
    `<title>${escape(circuit.name)}</title>`,
    `<desc>${escape(description(circuit))}</desc>`,
    `<style>${darkScheme}</style>`,
    `<rect width="${width}" height="${height}" fill="${paper}"/>`,
    ...layout.enclosures.toReversed().map((enclosure) => drawEnclosure(grid, enclosure)),
    ...layout.wires.map((_, wire) => drawWire(grid, wire)),
    ...layout.items.map((item) => drawItem(grid, item)),
    ...layout.notes.map((note, place) =>
      drawNote(note, height - margin / 2 - 18 * (layout.notes.length - 1 - place)),
    ),
    '</svg>',
  ].join('\n');
}

function description(circuit: Circuit): string {
  const { qubits, gates, depth, measurements } = circuitStatistics(circuit);
  return `A quantum circuit of ${count(qubits, 'qubit')}, ${count(gates, 'gate')} in depth ${depth}, and ${count(measurements, 'measurement')}.`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function textWidth(text: string): number {
  return [...text].length * character;
}

function gridOf(layout: Layout): Grid {
  const widths = Array.from({ length: layout.columns }, () => narrowest);
  for (const { column, marks } of layout.items) {
    for (const mark of marks.values()) widths[column] = Math.max(widths[column] ?? 0, markWidth(mark));
  }
  const start = margin + 8 + Math.max(0, ...layout.wires.map(({ label }) => textWidth(label)));
  const left: number[] = [];
  let place = start + gap;
  for (const width of widths) {
    left.push(place);
    place += width + gap;
  }
  return { layout, left, widths, start, end: place };
}

function markWidth(mark: Mark): number {
  return mark.kind === 'box' || mark.kind === 'frame'
    ? Math.max(narrowest, textWidth(mark.text) + 12)
    : narrowest;
}

function middleOf({ left, widths }: Grid, column: number): number {
  return (left[column] ?? 0) + (widths[column] ?? 0) / 2;
}

function heightOf(wire: number): number {
  return margin + row * wire + row / 2;
}

function line(x1: number, y1: number, x2: number, y2: number, more = ''): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${ink}"${more}/>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function label(x: number, y: number, text: string, anchor = 'middle', fill = ink): string {
  return `<text x="${round(x)}" y="${round(y + 4)}" text-anchor="${anchor}" fill="${fill}">${escape(text)}</text>`;
}

function drawWire({ layout, start, end }: Grid, wire: number): string {
  const described = layout.wires[wire];
  const y = heightOf(wire);
  const name = label(start - 6, y, described?.label ?? '', 'end');
  if (described?.kind === 'qubit') return `${name}${line(start, y, end, y)}`;
  return `${name}${line(start, y - 1.5, end, y - 1.5)}${line(start, y + 1.5, end, y + 1.5)}`;
}

function drawNote(note: string, y: number): string {
  return label(margin, y - 4, note, 'start', muted);
}

function drawEnclosure(grid: Grid, { firstColumn, lastColumn, top, bottom, level }: Enclosure): string {
  const inset = 3 * level;
  const x = (grid.left[firstColumn] ?? 0) - 5 + inset;
  const right = (grid.left[lastColumn] ?? 0) + (grid.widths[lastColumn] ?? 0) + 5 - inset;
  const y = heightOf(top) - row / 2 + 1 + inset;
  const bottomEdge = heightOf(bottom) + row / 2 - 1 - inset;
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(right - x)}" height="${round(bottomEdge - y)}" rx="6" fill="none" stroke="${muted}" stroke-dasharray="4 3"/>`;
}

function drawItem(grid: Grid, item: Item): string {
  const x = middleOf(grid, item.column);
  const [first] = item.marks.values();
  if (first?.kind === 'frame') return drawFrame(grid, item, first.text);
  const links = drawLink(item, x);
  const marks = [...item.marks].map(([wire, mark]) => drawMark(mark, x, heightOf(wire)));
  return `<g>${links}${marks.join('')}</g>`;
}

function drawLink({ link, top, bottom }: Item, x: number): string {
  const [from, to] = [heightOf(top), heightOf(bottom)];
  if (link === 'none' || top === bottom) return '';
  if (link === 'single') return line(x, from, x, to);
  const arrow = `<path d="M${round(x - 4)} ${round(to - 9)} h8 l-4 7 z" fill="${ink}"/>`;
  return `${line(x - 1.5, from, x - 1.5, to - 8)}${line(x + 1.5, from, x + 1.5, to - 8)}${arrow}`;
}

function drawFrame(grid: Grid, { column, top, bottom }: Item, text: string): string {
  const width = grid.widths[column] ?? narrowest;
  const y = heightOf(top) - boxHeight / 2;
  const height = heightOf(bottom) - heightOf(top) + boxHeight;
  return `<g>${rectangle(grid.left[column] ?? 0, y, width, height, paper)}${label(middleOf(grid, column), heightOf(top), text)}</g>`;
}

function rectangle(x: number, y: number, width: number, height: number, fill: string): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="3" fill="${fill}" stroke="${ink}"/>`;
}

function drawMark(mark: Mark, x: number, y: number): string {
  switch (mark.kind) {
    case 'box': {
      const width = markWidth(mark);
      return rectangle(x - width / 2, y - boxHeight / 2, width, boxHeight, gateFill) + label(x, y, mark.text);
    }
    case 'control':
      return `<circle cx="${round(x)}" cy="${round(y)}" r="4" fill="${mark.state === 1 ? ink : paper}" stroke="${ink}"/>`;
    case 'not':
      return `<circle cx="${round(x)}" cy="${round(y)}" r="10" fill="${paper}" stroke="${ink}"/>${line(x - 10, y, x + 10, y)}${line(x, y - 10, x, y + 10)}`;
    case 'swap':
      return line(x - 6, y - 6, x + 6, y + 6) + line(x - 6, y + 6, x + 6, y - 6);
    case 'meter':
      return drawMeter(x, y);
    case 'bit':
      return label(x + 8, y - 11, mark.text, 'start', muted);
    case 'barrier':
      return line(x, y - row / 2, x, y + row / 2, ' stroke-dasharray="5 3" stroke-width="2"');
    case 'frame':
      return '';
  }
}

function drawMeter(x: number, y: number): string {
  const dial = `<path d="M${round(x - 9)} ${round(y + 6)} a9 9 0 0 1 18 0" fill="none" stroke="${ink}"/>`;
  return (
    rectangle(x - narrowest / 2, y - boxHeight / 2, narrowest, boxHeight, gateFill) +
    dial +
    line(x, y + 6, x + 7, y - 7)
  );
}
