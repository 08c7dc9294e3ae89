import { type Matrix, type Random, cx, matrices } from '../../base/index.ts';
import { gateMatrix, pairMatrix } from './local-gates.ts';

/** Test helpers: random unitaries, which need not be evenly distributed to reach every case. */

export function randomLocal(random: Random): Matrix {
  const angle = () => 2 * Math.PI * random.next();
  return matrices.scaled(gateMatrix('u3', angle(), angle(), angle()), cx.expi(angle()));
}

export function randomPair(random: Random): Matrix {
  return pairMatrix({ low: randomLocal(random), high: randomLocal(random) });
}

const cnot: Matrix = matrices.generate(4, (row, column) =>
  (row ^ (row % 2 === 1 ? 2 : 0)) === column ? cx.one : cx.zero,
);

/** A unitary on two qubits that needs three controlled flips. */
export function randomUnitary(random: Random): Matrix {
  return [0, 1, 2].reduce(
    (matrix) => matrices.product(matrices.product(randomPair(random), cnot), matrix),
    randomPair(random),
  );
}
