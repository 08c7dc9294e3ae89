import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Matrix, Random, cx, matrices } from '../../base/index.ts';
import { gateMatrix } from './local-gates.ts';
import { type OneQubitFamily, oneQubitTurns } from './one-qubit.ts';
import { randomLocal } from './testing.ts';

const families: readonly OneQubitFamily[] = ['rz-sx', 'rz-rx90', 'prx', 'gpi', 'phased-xz', 'any'];

function assertSame(matrix: Matrix, family: OneQubitFamily, what: string): void {
  const { phase, turns } = oneQubitTurns(matrix, family);
  const product = turns.reduce<Matrix>(
    (total, { gate, angles }) => matrices.product(gateMatrix(gate, ...angles), total),
    matrices.identity(2),
  );
  const distance = matrices.distance(matrices.scaled(product, cx.expi(phase)), matrix);
  assert.ok(distance < 1e-9, `${what} by ${family} is ${distance} away: ${JSON.stringify(turns)}`);
}

function pulses(matrix: Matrix, family: OneQubitFamily): number {
  return oneQubitTurns(matrix, family).turns.filter(({ gate }) => gate !== 'rz').length;
}

describe('the synthesis of one-qubit unitaries', () => {
  for (const family of families)
    it(`by ${family} gives the unitary, phase included`, () => {
      const random = new Random(5);
      for (let trial = 0; trial < 100; trial++) assertSame(randomLocal(random), family, `trial ${trial}`);
      for (const name of ['id', 'x', 'y', 'z', 'h', 's', 'sdg', 't', 'sx', 'sxdg'])
        assertSame(gateMatrix(name), family, name);
      for (let k = -4; k <= 4; k++)
        for (const name of ['rx', 'ry', 'rz'])
          assertSame(gateMatrix(name, (k * Math.PI) / 2), family, `${name} ${k}`);
    });

  it('takes as few pulses as each family needs, and only turns that it has', () => {
    const random = new Random(6);
    for (const [family, general, hadamard] of [
      ['rz-sx', 2, 1],
      ['rz-rx90', 2, 1],
      ['prx', 1, 1],
      ['gpi', 2, 1],
      ['phased-xz', 1, 1],
      ['any', 1, 1],
    ] as const) {
      assert.equal(pulses(randomLocal(random), family), general, family);
      assert.equal(pulses(gateMatrix('h'), family), hadamard, family);
      assert.equal(pulses(gateMatrix('x'), family), 1, family);
      assert.equal(pulses(gateMatrix('t'), family), 0, family);
    }
    for (const { gate, angles } of oneQubitTurns(randomLocal(random), 'gpi').turns)
      assert.ok(gate === 'rz' || Math.abs((angles[0] ?? 0) - Math.PI / 2) < 1e-12);
  });
});
