import { type Complex, type Matrix, cx, matrices } from '../../base/index.ts';
import { eigenvalues } from './reduced-state.ts';

/** Below this a diagonal element of a density matrix is rounding noise. */
const negligible = 1e-14;

/** A lower triangular L with L L† = ρ, for a ρ that may be singular. */
export function cholesky(density: Matrix): Matrix {
  const size = density.length;
  const lower: Complex[][] = Array.from({ length: size }, () => Array<Complex>(size).fill(cx.zero));
  const rest = (row: number, column: number): Complex => {
    let left = matrices.element(density, row, column);
    for (let place = 0; place < column; place++) {
      const [one, other] = [lower[row]?.[place] ?? cx.zero, lower[column]?.[place] ?? cx.zero];
      left = cx.subtract(left, cx.multiply(one, cx.conjugate(other)));
    }
    return left;
  };
  for (let column = 0; column < size; column++) {
    const pivot = rest(column, column).re;
    if (pivot <= negligible) continue;
    for (let row = column; row < size; row++) {
      const line = lower[row];
      if (line !== undefined) line[column] = cx.scale(rest(row, column), 1 / Math.sqrt(pivot));
    }
  }
  return lower;
}

/** The singular values of a matrix M, the largest first: the positive eigenvalues of [[0, M], [M†, 0]]. */
export function singularValues(a: Matrix): number[] {
  const size = a.length;
  const dilation = matrices.generate(2 * size, (row, column) => {
    if (row < size === column < size) return cx.zero;
    if (row < size) return matrices.element(a, row, column - size);
    return cx.conjugate(matrices.element(a, column, row - size));
  });
  return eigenvalues(dilation).slice(0, size);
}
