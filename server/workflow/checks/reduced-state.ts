import { type Complex, type Matrix, cx, eigenvectors, matrices } from '../../base/index.ts';
import type { StateVector } from '../../simulator/index.ts';
import { amplitude } from './overlap.ts';

/** The density matrix of some qubits of a pure state; `qubits[0]` is the least significant bit of its index. */
export function reducedState(state: StateVector, qubits: readonly number[]): Matrix {
  const others = Array.from({ length: state.qubits }, (_, qubit) => qubit).filter(
    (qubit) => !qubits.includes(qubit),
  );
  const size = 2 ** qubits.length;
  const rows: Complex[][] = Array.from({ length: size }, () => Array<Complex>(size).fill(cx.zero));
  const kept = Array.from({ length: size }, (_, index) => spread(index, qubits));
  for (let rest = 0; rest < 2 ** others.length; rest++) {
    const base = spread(rest, others);
    const part = kept.map((index) => amplitude(state, base | index));
    for (const [place, row] of rows.entries()) addOuter(row, part[place] ?? cx.zero, part);
  }
  return rows;
}

/** Puts bit k of an index where qubit k of the list stands. */
function spread(index: number, qubits: readonly number[]): number {
  return qubits.reduce((bits, qubit, place) => bits | (((index >> place) & 1) << qubit), 0);
}

function addOuter(row: Complex[], left: Complex, right: readonly Complex[]): void {
  if (left.re === 0 && left.im === 0) return;
  for (const [column, value] of right.entries())
    row[column] = cx.add(row[column] ?? cx.zero, cx.multiply(left, cx.conjugate(value)));
}

/** Tr ρ² */
export function purity(density: Matrix): number {
  return density.flat().reduce((sum, entry) => sum + cx.magnitudeSquared(entry), 0);
}

/** −Tr ρ log₂ ρ, in bits. */
export function entropy(density: Matrix): number {
  const positive = eigenvalues(density).filter((value) => value > 0);
  return Math.max(0, -positive.reduce((sum, value) => sum + value * Math.log2(value), 0));
}

/** The eigenvalues of a Hermitian matrix, the largest first. */
export function eigenvalues(hermitian: Matrix): number[] {
  const size = hermitian.length;
  const real = realForm(hermitian);
  const vectors = eigenvectors(real);
  const doubled = vectors.map((_, column) =>
    rayleigh(
      real,
      vectors.map((row) => row[column] ?? 0),
    ),
  );
  // The real form has each eigenvalue twice.
  return doubled.toSorted((a, b) => b - a).filter((_, place) => place % 2 === 0 && place < 2 * size);
}

/** A + iB as the real matrix [[A, −B], [B, A]]. */
function realForm(hermitian: Matrix): number[][] {
  const size = hermitian.length;
  return Array.from({ length: 2 * size }, (_, row) =>
    Array.from({ length: 2 * size }, (__, column) => {
      const { re, im } = matrices.element(hermitian, row % size, column % size);
      if (row < size === column < size) return re;
      return row < size ? -im : im;
    }),
  );
}

/** vᵀ M v of a unit vector. */
function rayleigh(real: readonly (readonly number[])[], vector: readonly number[]): number {
  return real.reduce(
    (sum, row, place) =>
      sum +
      (vector[place] ?? 0) * row.reduce((inner, entry, column) => inner + entry * (vector[column] ?? 0), 0),
    0,
  );
}
