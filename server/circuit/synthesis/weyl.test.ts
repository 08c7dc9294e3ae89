import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Matrix, Random, cx, matrices } from '../../base/index.ts';
import { findGate, gateMatrix } from '../../library/index.ts';
import { randomPair, randomUnitary } from './testing.ts';
import { type Coordinates, canonicalMatrix, weylForm, weylMatrix } from './weyl.ts';

const quarter = Math.PI / 4;

function assertForm(matrix: Matrix, what: string): Coordinates {
  const form = weylForm(matrix);
  const distance = matrices.distance(weylMatrix(form), matrix);
  assert.ok(distance < 1e-10, `${what}: the parts give a matrix that is ${distance} away`);
  const [x, y, z] = form.coordinates;
  const isInside = x <= quarter + 1e-9 && x >= y - 1e-9 && y >= Math.abs(z) - 1e-9;
  assert.ok(isInside && (x < quarter - 1e-9 || z >= -1e-9), `${what}: ${form.coordinates.join()}`);
  return form.coordinates;
}

describe('the canonical form of a two-qubit unitary', () => {
  it('has the known coordinates of known gates, with any local gates around them', () => {
    const random = new Random(1);
    for (const [name, angles, expected] of [
      ['cx', [], [quarter, 0, 0]],
      ['cz', [], [quarter, 0, 0]],
      ['swap', [], [quarter, quarter, quarter]],
      ['iswap', [], [quarter, quarter, 0]],
      ['ecr', [], [quarter, 0, 0]],
      ['rzz', [0.6], [0.3, 0, 0]],
      ['cp', [0.8], [0.2, 0, 0]],
      ['rxx', [-0.5], [0.25, 0, 0]],
      ['rzz', [Math.PI], [0, 0, 0]],
    ] as const) {
      const gate = findGate(name);
      assert.ok(gate !== undefined);
      const plain = gateMatrix(gate, angles);
      for (const matrix of [
        plain,
        matrices.product(randomPair(random), matrices.product(plain, randomPair(random))),
      ]) {
        const found = assertForm(matrix, name);
        assert.ok(
          Math.max(...found.map((value, axis) => Math.abs(value - (expected[axis] ?? 0)))) < 1e-7,
          `${name}: ${found.join()}`,
        );
      }
    }
  });

  it('is found for random unitaries, for local ones, and on every face of the chamber', () => {
    const random = new Random(2);
    for (let trial = 0; trial < 200; trial++) {
      assertForm(randomUnitary(random), `trial ${trial}`);
      assertForm(randomPair(random), `local ${trial}`);
      const steps = () => Math.round(random.next() * 8 - 4) * (Math.PI / 8);
      const corner: Coordinates = [steps(), steps(), steps()];
      const matrix = matrices.product(randomPair(random), canonicalMatrix(corner));
      assertForm(matrices.scaled(matrix, cx.expi(random.next())), `corner ${corner.join()}`);
    }
  });
});
