import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Matrix, cx, matrices } from '../base/index.ts';
import { gateDerivative, shiftRule } from './gate-derivatives.ts';
import { gates } from './gates.ts';

const turning = gates
  .filter((gate) => gate.kind === 'primitive')
  .filter((gate) => gate.parameters.length > 0);
const angles = [0.31, -1.7, 2.4];

function difference(a: Matrix, b: Matrix, factor: number): Matrix {
  return matrices.generate(a.length, (row, column) =>
    cx.scale(cx.subtract(matrices.element(a, row, column), matrices.element(b, row, column)), factor),
  );
}

describe('derivatives of gates', () => {
  for (const { name, parameters, ...gate } of turning)
    it(`${name}: central differences come to them`, () => {
      const given = angles.slice(0, parameters.length);
      for (const place of parameters.keys()) {
        const at = (shift: number) =>
          gate.matrix(given.map((angle, index) => (index === place ? angle + shift : angle)));
        const step = 1e-5;
        const found = difference(at(step), at(-step), 1 / (2 * step));
        assert.ok(matrices.distance(gateDerivative(name, given, place), found) < 1e-9);
      }
    });

  it('have a generator that the angle of a gate with one angle does not change', () => {
    for (const { name, ...gate } of turning.filter(({ parameters }) => parameters.length === 1)) {
      const generator = (angle: number) =>
        matrices.product(gateDerivative(name, [angle], 0), matrices.adjoint(gate.matrix([angle])));
      assert.ok(matrices.distance(generator(0), generator(1.234)) < 1e-14, name);
    }
  });
});

describe('shift rules', () => {
  const rows = (rule: ReturnType<typeof shiftRule>) =>
    rule.map(({ shift, weight }) => [shift / Math.PI, weight]).toSorted(([a = 0], [b = 0]) => a - b);

  it('have two terms for rotations and the two four-term weights for controlled ones', () => {
    const outer = (Math.SQRT2 - 1) / (4 * Math.SQRT2);
    const inner = (Math.SQRT2 + 1) / (4 * Math.SQRT2);
    for (const name of ['rx', 'ry', 'rz', 'p', 'rxx', 'ryy', 'rzz', 'rzx'])
      assertRows(rows(shiftRule(name, 0, false)), [
        [-0.5, -0.5],
        [0.5, 0.5],
      ]);
    for (const name of ['rx', 'ry', 'rz', 'rzz', 'u3'])
      assertRows(rows(shiftRule(name, 0, true)), [
        [-1.5, outer],
        [-0.5, -inner],
        [0.5, inner],
        [1.5, -outer],
      ]);
  });

  it('know that a phase under controls has one frequency, and a global phase none', () => {
    for (const [name, isControlled] of [
      ['p', true],
      ['gphase', true],
      ['U', true],
    ] as const)
      assert.equal(shiftRule(name, 0, isControlled).length, 2, name);
    assert.deepEqual(shiftRule('gphase', 0, false), []);
  });

  it('differentiate a sum of waves with both frequencies', () => {
    const f = (t: number) =>
      0.3 + 0.2 * Math.cos(t / 2) - 0.7 * Math.sin(t / 2) + 0.11 * Math.cos(t) + 0.4 * Math.sin(t);
    const found = shiftRule('rx', 0, true).reduce(
      (sum, { shift, weight }) => sum + weight * f(0.37 + shift),
      0,
    );
    const exact =
      -0.1 * Math.sin(0.185) - 0.35 * Math.cos(0.185) - 0.11 * Math.sin(0.37) + 0.4 * Math.cos(0.37);
    assert.ok(Math.abs(found - exact) < 1e-14);
    assert.ok(Math.abs(found + 0.0292691003471) < 1e-12);
  });
});

function assertRows(found: readonly (readonly number[])[], expected: readonly (readonly number[])[]): void {
  assert.equal(found.length, expected.length);
  for (const [row, entries] of expected.entries())
    for (const [place, entry] of entries.entries())
      assert.ok(Math.abs((found[row]?.[place] ?? Number.NaN) - entry) < 1e-14);
}
