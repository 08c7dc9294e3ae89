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
  const imaginary = imaginaryText(Math.abs(im));
  if (re === 0) return im < 0 ? `-${imaginary}` : imaginary;
  return `${realText(re)}${im < 0 ? '-' : '+'}${imaginary}`;
}

function realText(value: number): string {
  const sign = value < 0 ? '-' : '';
  const size = Math.abs(value);
  const divisor = divisorOf(size);
  return divisor === undefined ? String(Number(value.toFixed(4))) : `${sign}1/${divisor}`;
}

function imaginaryText(size: number): string {
  if (Math.abs(size - 1) < negligible) return 'i';
  const divisor = divisorOf(size);
  return divisor === undefined ? `${Number(size.toFixed(4))}i` : `i/${divisor}`;
}

/** What 1 is divided by in the fractions that gates are made of. */
function divisorOf(size: number): string | undefined {
  if (Math.abs(size - Math.SQRT1_2) < negligible) return '√2';
  return Math.abs(size - 0.5) < negligible ? '2' : undefined;
}
