import type { Coupling } from './device.ts';

/** Regular couplings of qubits; all gates work in both directions. */

export const allToAll: Coupling = { kind: 'all' };

export function line(qubits: number): Coupling {
  return pairs(Array.from({ length: qubits - 1 }, (_, place) => [place, place + 1]));
}

export function ring(qubits: number): Coupling {
  return pairs(Array.from({ length: qubits }, (_, place) => [place, (place + 1) % qubits]));
}

/** A rectangle of qubits, numbered row by row. */
export function grid(rows: number, columns: number): Coupling {
  const found: [number, number][] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const here = row * columns + column;
      if (column + 1 < columns) found.push([here, here + 1]);
      if (row + 1 < rows) found.push([here, here + columns]);
    }
  return pairs(found);
}

/**
 * Rows of qubits with a bridge of one qubit at every fourth column between two rows, in turn from column 3 and from
 * column 1: with 8 rows of 16 the 156 qubits of IBM's Heron r2.
 */
export function heavyHex(
  rows: number,
  columns: number,
): { readonly qubits: number; readonly coupling: Coupling } {
  const bridges = (gap: number) =>
    Array.from({ length: columns }, (_, column) => column).filter(
      (column) => column % 4 === (gap % 2 === 0 ? 3 : 1),
    );
  const found: [number, number][] = [];
  let next = 0;
  const starts: number[] = [];
  const links: { readonly qubit: number; readonly gap: number; readonly column: number }[] = [];
  for (let row = 0; row < rows; row++) {
    starts.push(next);
    for (let column = 0; column + 1 < columns; column++) found.push([next + column, next + column + 1]);
    next += columns;
    if (row + 1 < rows) for (const column of bridges(row)) links.push({ qubit: next++, gap: row, column });
  }
  for (const { qubit, gap, column } of links)
    found.push([(starts[gap] ?? 0) + column, qubit], [qubit, (starts[gap + 1] ?? 0) + column]);
  return { qubits: next, coupling: pairs(found) };
}

function pairs(list: readonly (readonly [number, number])[]): Coupling {
  return { kind: 'pairs', pairs: list, isDirected: false };
}
