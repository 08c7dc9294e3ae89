import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { matrices, cx } from '../base/index.ts';
import { evaluateAngle } from './gate.ts';
import { findGate, gateMatrix, gates, primitiveGate } from './gates.ts';

const sampleAngles = [0.3, -1.1, 2.4, 0.7];

describe('the gate table', () => {
  for (const gate of gates) {
    const angles = sampleAngles.slice(0, gate.parameters.length);

    it(`${gate.name} is unitary and as large as its operands say`, () => {
      const matrix = gateMatrix(gate, angles);
      assert.equal(matrix.length, 2 ** gate.operands.length);
      assert.ok(matrices.isUnitary(matrix));
    });

    if (gate.kind !== 'primitive') continue;
    it(`${gate.name} is undone by its inverse`, () => {
      const inverse = primitiveGate(gate.inverse.gate);
      const undone = inverse.matrix(gate.inverse.angles.map((angle) => evaluateAngle(angle, angles)));
      const total = matrices.product(undone, gate.matrix(angles));
      assert.ok(matrices.distance(total, matrices.identity(total.length)) < 1e-12);
    });
  }

  it('gives U the phase of OpenQASM 3: under a control, θ = π/2 leaves a probability of 3/4', () => {
    const matrix = gateMatrix(primitiveGate('U'), [Math.PI / 2, 0, 0]);
    const amplitude = cx.scale(cx.add(cx.one, matrices.element(matrix, 0, 0)), 0.5);
    const other = cx.scale(matrices.element(matrix, 1, 0), 0.5);
    assert.ok(Math.abs(cx.magnitudeSquared(amplitude) + cx.magnitudeSquared(other) - 0.75) < 1e-12);
  });

  it('keeps u1 and u3 a phase apart', () => {
    const u1 = gateMatrix(findGate('u1') ?? assert.fail(), [0.8]);
    const u3 = gateMatrix(primitiveGate('u3'), [0, 0, 0.8]);
    assert.ok(matrices.distance(matrices.scaled(u3, cx.expi(0.4)), u1) < 1e-12);
  });

  it('gives cu(θ, φ, λ, γ) the relative phase of stdgates.inc: p(γ − θ/2) and a controlled U', () => {
    const [theta = 0, phi = 0, lambda = 0, gamma = 0] = sampleAngles;
    const cu = gateMatrix(findGate('cu') ?? assert.fail(), sampleAngles);
    const u = primitiveGate('U').matrix([theta, phi, lambda]);
    for (const row of [0, 1]) {
      for (const column of [0, 1]) {
        const expected = cx.multiply(cx.expi(gamma - theta / 2), matrices.element(u, row, column));
        const found = matrices.element(cu, 2 * row + 1, 2 * column + 1);
        assert.ok(cx.magnitude(cx.subtract(found, expected)) < 1e-12);
      }
    }
  });

  it('makes ecr its own inverse and iswap map |01⟩ to i|10⟩', () => {
    const ecr = gateMatrix(findGate('ecr') ?? assert.fail(), []);
    assert.ok(matrices.distance(matrices.product(ecr, ecr), matrices.identity(4)) < 1e-12);
    const iswap = gateMatrix(findGate('iswap') ?? assert.fail(), []);
    assert.ok(cx.magnitude(cx.subtract(matrices.element(iswap, 2, 1), cx.complex(0, 1))) < 1e-12);
  });
});
