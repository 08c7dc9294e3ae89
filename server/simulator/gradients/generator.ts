import { type Matrix, cx, matrices } from '../../base/index.ts';
import { gateDerivative, primitiveGate } from '../../library/index.ts';

/** The generators of gates with one angle, which do not depend on it: e^{-iθG} in one parameter. */
const single = new Map<string, Matrix>();

/**
 * (∂M/∂θ)·M† of a primitive gate M by one of its angles, anti-Hermitian: what the derivative looks like behind the gate.
 */
export function generatorOf(gate: string, angles: readonly number[], place: number): Matrix {
  if (angles.length > 1) return computed(gate, angles, place);
  const known = single.get(gate) ?? computed(gate, [0], 0);
  single.set(gate, known);
  return known;
}

function computed(gate: string, angles: readonly number[], place: number): Matrix {
  const inverse = matrices.adjoint(primitiveGate(gate).matrix(angles));
  return matrices.product(gateDerivative(gate, angles, place), inverse);
}

/** 2·Re Σ generator[row][column]·overlaps[row][column]: the derivative that overlaps ⟨λ|…|ψ⟩ give. */
export function contracted(generator: Matrix, overlaps: Float64Array): number {
  const size = generator.length;
  return generator.reduce(
    (sum, row, r) =>
      row.reduce((part, { re, im }, c) => {
        const at = 2 * (size * r + c);
        return part + 2 * (re * (overlaps[at] ?? 0) - im * (overlaps[at + 1] ?? 0));
      }, sum),
    0,
  );
}

/** V·generator·V† for the product V of one-qubit gates, the first on the least significant bit. */
export function conjugated(generator: Matrix, turns: readonly (Matrix | undefined)[]): Matrix {
  if (turns.every((turn) => turn === undefined)) return generator;
  const whole = turns.reduce<Matrix>(
    (product, turn) => matrices.kronecker(turn ?? matrices.identity(2), product),
    [[cx.one]],
  );
  return matrices.product(whole, matrices.product(generator, matrices.adjoint(whole)));
}
