import type { Diagnosed } from '../../base/index.ts';
import type { Circuit } from '../circuit.ts';
import { type Enclosure, type Item, type Layout, layoutCircuit } from '../drawing/layout.ts';
import type { Mark } from '../drawing/marks.ts';

/** More columns or wires than this fit on no page. */
const most = { columns: 2000, wires: 500 };

/** Columns of one picture: LaTeX takes minutes for hundreds, and they fit on no page. */
const columnsPerPage = 40;

/** A circuit as a LaTeX document of quantikz pictures, one below the other, laid out as the drawings are. */
export function exportLatex(circuit: Circuit): Diagnosed<string | undefined> {
  const layout = layoutCircuit(circuit, most);
  const lines = [
    '\\documentclass[tikz]{standalone}',
    '\\usepackage{amsmath}',
    '\\usetikzlibrary{quantikz2}',
    '\\begin{document}',
    ...layout.notes.map((note) => `% ${note}`),
    ...pages(layout).map((page) => picture(layout, page)),
    '\\end{document}',
  ];
  return { value: `${lines.join('\n')}\n`, diagnostics: [] };
}

/** Columns from `first` up to, but without, `end`. */
interface Page {
  readonly first: number;
  readonly end: number;
}

function pages({ columns }: Layout): readonly Page[] {
  const count = Math.max(1, Math.ceil(columns / columnsPerPage));
  const size = Math.ceil(columns / count);
  return Array.from({ length: count }, (_, page) => ({
    first: page * size,
    end: Math.min(columns, (page + 1) * size),
  }));
}

function picture(layout: Layout, page: Page): string {
  const byColumn = Map.groupBy(
    layout.items.filter(({ column }) => column >= page.first && column < page.end),
    ({ column }) => column,
  );
  const rows = layout.wires.map((_, wire) => `  ${row(layout, page, wire, byColumn)}`);
  return ['\\begin{quantikz}', rows.join(' \\\\\n'), '\\end{quantikz}'].join('\n');
}

/** A wire: its label, one cell for each column, and its end. */
function row(
  { wires, enclosures }: Layout,
  { first, end }: Page,
  wire: number,
  columns: ReadonlyMap<number, readonly Item[]>,
): string {
  const { kind, label } = wires[wire] ?? { kind: 'qubit', label: '' };
  const type = kind === 'bits' ? '\\setwiretype{c}' : '';
  const cells = Array.from({ length: end - first }, (_, place) => {
    const column = first + place;
    const item = columns.get(column)?.find(({ marks }) => marks.has(wire));
    const opened = enclosures
      .map((enclosure) => onPage(enclosure, { first, end }))
      .filter(
        ({ top, firstColumn, lastColumn }) =>
          top === wire && firstColumn === column && firstColumn <= lastColumn,
      );
    return `${item === undefined ? '' : cell(item, wire)}${opened.map(group).join('')}`;
  });
  return [`\\lstick{\\text{${escaped(label)}}}${type}`, ...cells, ''].join(' & ').trimEnd();
}

function cell(item: Item, wire: number): string {
  const mark = item.marks.get(wire);
  const isLinked = item.link !== 'none' && wire === item.top && item.bottom > item.top;
  const link = isLinked ? `\\wire[d][${item.bottom - item.top}]{${item.link === 'double' ? 'c' : 'q'}}` : '';
  return mark === undefined ? link : `${sign(mark, item)}${link}`;
}

function sign(mark: Mark, item: Item): string {
  switch (mark.kind) {
    case 'box':
      return `\\gate{\\text{${escaped(mark.text)}}}`;
    case 'control':
      return mark.state === 1 ? '\\control{}' : '\\ocontrol{}';
    case 'not':
      return '\\targ{}';
    case 'swap':
      return '\\targX{}';
    case 'meter':
      return '\\meter{}';
    case 'bit':
      return `\\push{\\text{\\scriptsize ${escaped(mark.text)}}}`;
    case 'barrier':
      return '\\gate[style={dashed,inner xsep=1pt}]{}';
    case 'frame':
      // A box over several wires is written on its first; the cells below it stay empty.
      return mark.isFirst ? `\\gate[${item.bottom - item.top + 1}]{\\text{${escaped(mark.text)}}}` : '';
  }
}

/** The part of a frame that is on a page. */
function onPage(enclosure: Enclosure, { first, end }: Page): Enclosure {
  const { firstColumn, lastColumn } = enclosure;
  return {
    ...enclosure,
    firstColumn: Math.max(firstColumn, first),
    lastColumn: Math.min(lastColumn, end - 1),
  };
}

/** The frame around a block; the box at its start says what it is. */
function group({ firstColumn, lastColumn, top, bottom }: Enclosure): string {
  const size = `${bottom - top + 1},steps=${lastColumn - firstColumn + 1},style={dashed,rounded corners}`;
  return `\\gategroup[${size}]{}`;
}

const commands: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
};

/** Signs that text mode lacks, as mathematics. */
const mathematics: Readonly<Record<string, string>> = {
  π: '\\pi',
  τ: '\\tau',
  θ: '\\theta',
  φ: '\\varphi',
  λ: '\\lambda',
  γ: '\\gamma',
  α: '\\alpha',
  β: '\\beta',
  µ: '\\mu',
  '√': '\\surd',
  '†': '{}^\\dagger',
  '⟩': '\\rangle',
  '−': '-',
};

function escaped(text: string): string {
  return [...text]
    .map((sign) => {
      if (/[&%$#_{}]/.test(sign)) return `\\${sign}`;
      const symbol = mathematics[sign];
      return commands[sign] ?? (symbol === undefined ? sign : `$${symbol}$`);
    })
    .join('');
}
