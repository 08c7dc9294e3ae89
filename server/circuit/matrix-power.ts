import { type Complex, type Matrix, cx, matrices } from '../base/index.ts';

/**
 * Real powers of unitary matrices, by the eigenvalues' principal angles in (-π, π].
 *
 * A unitary U is normal: its Hermitian parts A = (U + U†)/2 and B = (U - U†)/2i commute, so the eigenvectors of a
 * generic mixture cos(α)·A + sin(α)·B diagonalise U. They come from cyclic Jacobi rotations (Golub and Van Loan,
 * "Matrix Computations", §8.5), which are slow for large matrices and accurate to the last digits for ours.
 */

type Rows = Complex[][];

/** Off-diagonal magnitude under which a matrix counts as diagonal; eigenvalues differ from it only in its square. */
const offDiagonalTolerance = 1e-11;
const maximumSweeps = 60;
/** Mixtures that are tried: a mixture fails only where two eigenvalues happen to coincide in it. */
const mixtures = [0.7, 1.3, 0.2, 1.1, 0.45];
/** Eigenvalues this close to -1 have the angle +π, on whichever side of the cut rounding has put them. */
const branchTolerance = 1e-9;

/** The principal power of a unitary matrix. */
export function unitaryPower(unitary: Matrix, exponent: number): Matrix {
  const vectors = eigenvectors(unitary);
  const turned = matrices.product(matrices.adjoint(vectors), matrices.product(unitary, vectors));
  const powers = unitary.map((_, place) =>
    cx.expi(principalAngle(matrices.element(turned, place, place)) * exponent),
  );
  return matrices.product(vectors, matrices.product(matrices.diagonal(powers), matrices.adjoint(vectors)));
}

/** The argument of a number on the unit circle, in (-π, π]. */
export function principalAngle(value: Complex): number {
  const angle = cx.phase(value);
  return angle <= -Math.PI + branchTolerance ? Math.PI : angle;
}

/** A unitary matrix whose columns are eigenvectors of the unitary `matrix`. */
function eigenvectors(matrix: Matrix): Matrix {
  let best: Matrix = matrices.identity(matrix.length);
  let residue = Number.POSITIVE_INFINITY;
  for (const angle of mixtures) {
    const vectors = hermitianEigenvectors(mixture(matrix, angle));
    const turned = matrices.product(matrices.adjoint(vectors), matrices.product(matrix, vectors));
    const found = offDiagonal(turned);
    if (found < residue) [best, residue] = [vectors, found];
    if (residue < 1e-10) break;
  }
  return best;
}

/** cos(angle)·(U + U†)/2 + sin(angle)·(U - U†)/2i, which is Hermitian. */
function mixture(unitary: Matrix, angle: number): Matrix {
  const factor = cx.scale(cx.expi(-angle), 0.5);
  const half = matrices.scaled(unitary, factor);
  const other = matrices.adjoint(half);
  return matrices.generate(unitary.length, (row, column) =>
    cx.add(matrices.element(half, row, column), matrices.element(other, row, column)),
  );
}

function offDiagonal(matrix: Matrix): number {
  return matrix.reduce(
    (largest, row, place) =>
      row.reduce(
        (most, entry, column) => (column === place ? most : Math.max(most, cx.magnitude(entry))),
        largest,
      ),
    0,
  );
}

function hermitianEigenvectors(hermitian: Matrix): Matrix {
  const work: Rows = hermitian.map((row) => [...row]);
  const vectors: Rows = matrices.identity(hermitian.length).map((row) => [...row]);
  for (let sweep = 0; sweep < maximumSweeps && offDiagonal(work) > offDiagonalTolerance; sweep++) {
    for (let first = 0; first < work.length; first++) {
      for (let second = first + 1; second < work.length; second++) rotate(work, vectors, first, second);
    }
  }
  return vectors;
}

/** Makes the element in row `p`, column `q` zero by a rotation in that plane. */
function rotate(work: Rows, vectors: Rows, p: number, q: number): void {
  const element = matrices.element(work, p, q);
  const size = cx.magnitude(element);
  if (size < 1e-300) return;
  const difference = matrices.element(work, q, q).re - matrices.element(work, p, p).re;
  const ratio = difference / (2 * size);
  const tangent = Math.sign(ratio || 1) / (Math.abs(ratio) + Math.hypot(ratio, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = cx.scale(element, (tangent * cosine) / size);
  turnColumns(work, p, q, cosine, sine);
  turnRows(work, p, q, cosine, sine);
  turnColumns(vectors, p, q, cosine, sine);
}

/** Columns p and q times the rotation: p' = c·p - s̄·q, q' = s·p + c·q. */
function turnColumns(rows: Rows, p: number, q: number, cosine: number, sine: Complex): void {
  for (const row of rows) {
    const [a, b] = [row[p] ?? cx.zero, row[q] ?? cx.zero];
    row[p] = cx.subtract(cx.scale(a, cosine), cx.multiply(cx.conjugate(sine), b));
    row[q] = cx.add(cx.multiply(sine, a), cx.scale(b, cosine));
  }
}

/** Rows p and q times the adjoint of the rotation. */
function turnRows(rows: Rows, p: number, q: number, cosine: number, sine: Complex): void {
  const [first, second] = [rows[p], rows[q]];
  if (first === undefined || second === undefined) return;
  for (let column = 0; column < first.length; column++) {
    const [a, b] = [first[column] ?? cx.zero, second[column] ?? cx.zero];
    first[column] = cx.subtract(cx.scale(a, cosine), cx.multiply(sine, b));
    second[column] = cx.add(cx.multiply(cx.conjugate(sine), a), cx.scale(b, cosine));
  }
}
