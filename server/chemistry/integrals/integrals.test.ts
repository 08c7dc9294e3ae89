import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { molecularIntegrals } from './index.ts';
import { boys } from './boys.ts';

/** ∫₀¹ t²ᵐ e^(−x t²) dt by Simpson's rule on a grid fine enough for fourteen digits. */
function boysBySimpson(m: number, x: number): number {
  const intervals = 20_000;
  let sum = 0;
  for (let place = 0; place <= intervals; place++) {
    const t = place / intervals;
    const weight = place === 0 || place === intervals ? 1 : place % 2 === 1 ? 4 : 2;
    sum += weight * t ** (2 * m) * Math.exp(-x * t * t);
  }
  return sum / (3 * intervals);
}

describe('integrals over Gaussians', () => {
  it('use Boys functions that agree with their definition to 1e-14', () => {
    for (const x of [0, 1e-9, 0.1, 1, 5, 12.5, 30, 35.99, 36.01, 60, 200]) {
      const values = new Float64Array(5);
      boys(4, x, values);
      for (const [m, value] of values.entries())
        assert.ok(Math.abs(value - boysBySimpson(m, x)) < 1e-14, `F${m}(${x}) = ${value}`);
    }
  });

  it('give the values of Szabo and Ostlund for hydrogen at 1.4 bohr', () => {
    const hydrogen = (z: number) => ({ element: 'H' as const, position: [0, 0, z] as const });
    const molecule = { atoms: [hydrogen(0), hydrogen(1.4)], charge: 0, spin: 0 };
    const { overlap, kinetic, attraction, repulsion } = molecularIntegrals(molecule, 'sto3g');
    const found = [
      [overlap.at(0, 1), 0.6593182061],
      [kinetic.at(0, 0), 0.7600318836],
      [kinetic.at(0, 1), 0.236454656],
      [attraction.at(0, 0), -1.8804408925],
      [attraction.at(0, 1), -1.1948346204],
      [repulsion.at(0, 0, 0, 0), 0.7746059439],
      [repulsion.at(0, 0, 1, 1), 0.5696759256],
      [repulsion.at(0, 1, 0, 1), 0.2970285403],
      [repulsion.at(0, 0, 0, 1), 0.444107658],
    ] as const;
    for (const [value, wanted] of found) assert.ok(Math.abs(value - wanted) < 1e-9, `${value}, ${wanted}`);
  });
});
