import { type Matrix, cx, matrices } from '../../base/index.ts';
import { cholesky, singularValues } from './density-roots.ts';

/** σy ⊗ σy, which turns both spins over. */
const spinFlip: Matrix = [
  [0, 0, 0, -1],
  [0, 0, 1, 0],
  [0, 1, 0, 0],
  [-1, 0, 0, 0],
].map((row) => row.map((entry) => cx.complex(entry)));

/**
 * The concurrence of two qubits with density matrix ρ = L L† (Wootters 1998): max(0, λ₁ − λ₂ − λ₃ − λ₄), where the λ
 * are the singular values of Lᵀ (σy ⊗ σy) L.
 */
export function concurrence(density: Matrix): number {
  const root = cholesky(density);
  const [first = 0, ...others] = singularValues(
    matrices.product(matrices.product(transpose(root), spinFlip), root),
  );
  return Math.max(
    0,
    others.reduce((rest, value) => rest - value, first),
  );
}

function transpose(a: Matrix): Matrix {
  return matrices.generate(a.length, (row, column) => matrices.element(a, column, row));
}
