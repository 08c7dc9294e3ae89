import type { Complex, Matrix } from '../../base/index.ts';

/** Matrices with more rows are not shown: a hover is no spreadsheet. */
export const largestShownMatrix = 4;

/** A matrix as aligned text, one line a row. */
export function matrixText(matrix: Matrix): string {
  const cells = matrix.map((row) => row.map(complexText));
  const widths =
    cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? [];
  return cells
    .map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '))
    .join('\n');
}

/** Below this a part is rounding noise of a matrix element, which is at most 1. */
const negligible = 1e-12;

function complexText(value: Complex): string {
  const re = Math.abs(value.re) < negligible ? 0 : value.re;
  const im = Math.abs(value.im) < negligible ? 0 : value.im;
  if (im === 0) return realText(re);
  const imaginary = Math.abs(Math.abs(im) - 1) < negligible ? 'i' : `${realText(Math.abs(im))}i`;
  if (re === 0) return im < 0 ? `-${imaginary}` : imaginary;
  return `${realText(re)}${im < 0 ? '-' : '+'}${imaginary}`;
}

function realText(value: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? '-' : '';
  if (Math.abs(size - Math.SQRT1_2) < negligible) return `${sign}1/√2`;
  if (Math.abs(size - 0.5) < negligible) return `${sign}1/2`;
  return String(Number(value.toFixed(4)));
}
