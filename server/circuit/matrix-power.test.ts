import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Matrix, Random, cx, matrices } from '../base/index.ts';
import { findGate, gateMatrix, primitiveGate } from '../library/index.ts';
import { unitaryPower } from './matrix-power.ts';

/** A random unitary of `size` rows: Gram-Schmidt on Gaussian columns is Haar distributed. */
function randomUnitary(size: number, random: Random): Matrix {
  const rows: cx.Complex[][] = [];
  for (let row = 0; row < size; row++) {
    let vector = Array.from({ length: size }, () => gaussian(random));
    for (const other of rows) {
      const overlap = vector.reduce(
        (sum, entry, place) => cx.add(sum, cx.multiply(cx.conjugate(other[place] ?? cx.zero), entry)),
        cx.zero,
      );
      vector = vector.map((entry, place) =>
        cx.subtract(entry, cx.multiply(overlap, other[place] ?? cx.zero)),
      );
    }
    const norm = Math.sqrt(vector.reduce((sum, entry) => sum + cx.magnitudeSquared(entry), 0));
    rows.push(vector.map((entry) => cx.scale(entry, 1 / norm)));
  }
  return rows;
}

function gaussian(random: Random): cx.Complex {
  return cx.scale(cx.expi(2 * Math.PI * random.next()), Math.sqrt(-Math.log(1 - random.next())));
}

function close(actual: Matrix, expected: Matrix, tolerance = 1e-10): void {
  const distance = matrices.distance(actual, expected);
  assert.ok(distance < tolerance, `the matrices differ by ${distance}`);
}

describe('the power of a unitary', () => {
  const random = new Random(11);
  const unitaries: readonly (readonly [string, Matrix])[] = [
    ...['x', 'y', 'h', 'swap', 'cx', 'ccx', 'cswap', 'iswap', 'ecr', 'id'].map((name) => {
      const gate = findGate(name);
      assert.ok(gate);
      return [name, gateMatrix(gate, [])] as const;
    }),
    ...[2, 4, 8, 16].map(
      (size) => [`a random unitary of ${size} rows`, randomUnitary(size, random)] as const,
    ),
    ['minus one', matrices.scaled(matrices.identity(4), cx.complex(-1))],
  ];

  for (const [name, unitary] of unitaries) {
    it(`of ${name} multiplies out`, () => {
      const third = unitaryPower(unitary, 1 / 3);
      close(matrices.product(third, matrices.product(third, third)), unitary);
      close(unitaryPower(unitary, -1), matrices.adjoint(unitary));
      close(matrices.product(unitaryPower(unitary, 0.3), unitaryPower(unitary, 0.7)), unitary);
      assert.ok(matrices.isUnitary(third));
    });
  }

  it('is found for the largest matrices that lowering asks for', () => {
    const unitary = randomUnitary(64, random);
    close(unitaryPower(unitary, -1), matrices.adjoint(unitary));
  });

  it('takes the principal branch', () => {
    close(unitaryPower(primitiveGate('x').matrix([]), 0.5), primitiveGate('sx').matrix([]));
    close(unitaryPower(primitiveGate('z').matrix([]), 0.5), primitiveGate('s').matrix([]));
    close(unitaryPower(primitiveGate('rz').matrix([3]), 0.5), primitiveGate('rz').matrix([1.5]));
    close(
      unitaryPower(primitiveGate('p').matrix([(3 * Math.PI) / 2]), 0.5),
      primitiveGate('p').matrix([-Math.PI / 4]),
    );
  });
});
