/** A real square matrix, row by row. */
export type RealMatrix = readonly (readonly number[])[];

/** Sweeps after which Jacobi's method has long converged for the sizes that it is used for. */
const sweeps = 50;

/**
 * Orthonormal eigenvectors of a real symmetric matrix as the columns of the result, by cyclic Jacobi rotations
 * (Golub and Van Loan, Matrix Computations, section 8.5).
 */
export function eigenvectors(symmetric: RealMatrix): number[][] {
  const size = symmetric.length;
  const a = symmetric.map((row) => [...row]);
  const vectors = a.map((_, row) => a.map((__, column) => (row === column ? 1 : 0)));
  for (let sweep = 0; sweep < sweeps && offDiagonal(a) > 1e-30; sweep++)
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, vectors, p, q);
  return vectors;
}

function offDiagonal(a: RealMatrix): number {
  return a.reduce(
    (sum, row, place) =>
      row.reduce((inner, entry, column) => (column === place ? inner : inner + entry ** 2), sum),
    0,
  );
}

/** Turns rows and columns p and q so that their common element vanishes. */
function rotate(a: number[][], vectors: number[][], p: number, q: number): void {
  const off = entry(a, p, q);
  if (off === 0) return;
  const ratio = (entry(a, q, q) - entry(a, p, p)) / (2 * off);
  const tangent = Math.sign(ratio || 1) / (Math.abs(ratio) + Math.hypot(ratio, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  for (const row of [...a, ...vectors]) turn(row, p, q, cosine, sine);
  const [first = [], second = []] = [a[p], a[q]];
  for (const column of first.keys()) {
    const [one, other] = [first[column] ?? 0, second[column] ?? 0];
    first[column] = cosine * one - sine * other;
    second[column] = sine * one + cosine * other;
  }
}

function turn(row: number[], p: number, q: number, cosine: number, sine: number): void {
  const [one, other] = [row[p] ?? 0, row[q] ?? 0];
  row[p] = cosine * one - sine * other;
  row[q] = sine * one + cosine * other;
}

function entry(a: RealMatrix, row: number, column: number): number {
  return a[row]?.[column] ?? 0;
}

/** The determinant of an orthogonal matrix: 1 or −1, by elimination with pivots. */
export function orthogonalSign(matrix: RealMatrix): 1 | -1 {
  const a = matrix.map((row) => [...row]);
  let sign: 1 | -1 = 1;
  for (let place = 0; place < a.length; place++) {
    let pivot = place;
    for (let row = place; row < a.length; row++)
      if (Math.abs(entry(a, row, place)) > Math.abs(entry(a, pivot, place))) pivot = row;
    if (pivot !== place) {
      [a[place], a[pivot]] = [a[pivot] ?? [], a[place] ?? []];
      sign = sign === 1 ? -1 : 1;
    }
    if (entry(a, place, place) < 0) sign = sign === 1 ? -1 : 1;
    for (let row = place + 1; row < a.length; row++) {
      const factor = entry(a, row, place) / entry(a, place, place);
      a[row] = (a[row] ?? []).map((value, column) => value - factor * entry(a, place, column));
    }
  }
  return sign;
}
