import { type Matrix, matrices } from '../../base/index.ts';
import { gateDerivative, primitiveGate } from '../../library/index.ts';
import { flattened } from '../program/gate-operation.ts';
import { adjoint } from '../program/inverse.ts';
import { multiplyAdd, product } from '../program/operation.ts';

/** A complex matrix by rows, real and imaginary parts interleaved. */
export type FlatMatrix = Float64Array;

/** The generators of gates with one angle, which do not depend on it: e^{-iθG} in one parameter. */
const single = new Map<string, FlatMatrix>();

/**
 * (∂M/∂θ)·M† of a primitive gate M by one of its angles, anti-Hermitian: what the derivative looks like behind the gate.
 */
export function generatorOf(gate: string, angles: readonly number[], place: number): FlatMatrix {
  if (angles.length > 1) return flattened(computed(gate, angles, place));
  const known = single.get(gate) ?? flattened(computed(gate, [0], 0));
  single.set(gate, known);
  return known;
}

function computed(gate: string, angles: readonly number[], place: number): Matrix {
  const inverse = matrices.adjoint(primitiveGate(gate).matrix(angles));
  return matrices.product(gateDerivative(gate, angles, place), inverse);
}

/** 2·Re Σ generator[row][column]·overlaps[row][column]: the derivative that overlaps ⟨λ|…|ψ⟩ give. */
export function contracted(generator: FlatMatrix, overlaps: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < generator.length; at += 2)
    sum += (generator[at] ?? 0) * (overlaps[at] ?? 0) - (generator[at + 1] ?? 0) * (overlaps[at + 1] ?? 0);
  return 2 * sum;
}

const identity = Float64Array.of(1, 0, 0, 0, 0, 0, 1, 0);

/** V·generator·V† for the product V of one-qubit gates, the first on the least significant bit. */
export function conjugated(generator: FlatMatrix, turns: readonly (FlatMatrix | undefined)[]): FlatMatrix {
  if (turns.every((turn) => turn === undefined)) return generator;
  const [low = identity, high] = turns;
  const whole = turns.length === 1 ? low : kronecker(high ?? identity, low);
  const size = 2 ** turns.length;
  return product(product(whole, generator, size), adjoint(whole, size), size);
}

/** a ⊗ b of one-qubit matrices; b acts on the less significant bit. */
function kronecker(a: FlatMatrix, b: FlatMatrix): FlatMatrix {
  const result = new Float64Array(32);
  for (let row = 0; row < 4; row++)
    for (let column = 0; column < 4; column++) {
      const high = 2 * (2 * (row >> 1) + (column >> 1));
      const low = 2 * (2 * (row & 1) + (column & 1));
      multiplyAdd(result, 2 * (4 * row + column), a, high, b, low);
    }
  return result;
}
