import { type Complex, type Matrix, cx, matrices } from '../../base/index.ts';

/** a·b for 2 × 2 matrices, without the loops: this is what translation does most. */
export function turnProduct(a: Matrix, b: Matrix): Matrix {
  const entry = (row: number, column: number): Complex => {
    const [p, q] = [matrices.element(a, row, 0), matrices.element(a, row, 1)];
    const [r, s] = [matrices.element(b, 0, column), matrices.element(b, 1, column)];
    return cx.complex(
      p.re * r.re - p.im * r.im + q.re * s.re - q.im * s.im,
      p.re * r.im + p.im * r.re + q.re * s.im + q.im * s.re,
    );
  };
  return [
    [entry(0, 0), entry(0, 1)],
    [entry(1, 0), entry(1, 1)],
  ];
}
