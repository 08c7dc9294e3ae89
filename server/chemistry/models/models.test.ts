import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  FermionMapping,
  constrainedForm,
  fullConfigurationInteraction,
  heisenbergChain,
  hubbardChain,
  isingChain,
  lowestEigenvalue,
  maxCut,
  maximumExactQubits,
  qubitHamiltonian,
  quadraticBinary,
  sufficientPenalty,
} from '../index.ts';

function near(found: number, wanted: number, tolerance = 1e-9): void {
  assert.ok(Math.abs(found - wanted) < tolerance, `${found}, wanted ${wanted}`);
}

/** The energy of the periodic Ising chain by free fermions (Pfeuty 1970). */
function freeFermions(sites: number, field: number): number {
  let sum = 0;
  for (let j = 1; j <= sites; j++)
    sum -= Math.sqrt(1 + field ** 2 - 2 * field * Math.cos(((2 * j - 1) * Math.PI) / sites));
  return sum;
}

describe('models', () => {
  it('have the ground energies of the Ising chain', () => {
    for (const [sites, field] of [
      [4, 0.5],
      [6, 1],
      [8, 1.5],
    ] as const)
      near(lowestEigenvalue(isingChain(sites, 1, field, true), sites).value, freeFermions(sites, field));
    near(lowestEigenvalue(isingChain(2, 1, 1, false), 2).value, -Math.sqrt(5));
    near(lowestEigenvalue(isingChain(8, 1, 1, false), 8).value, -9.837951447459);
  });

  it('have the ground energies of the Heisenberg chain', () => {
    for (const [sites, energy] of [
      [2, -3],
      [4, -6.464101615138],
      [8, -13.499730394752],
    ] as const)
      near(lowestEigenvalue(heisenbergChain(sites, 1, 1, 0, false), sites).value, energy);
    near(lowestEigenvalue(heisenbergChain(6, 1, 1, 0, true), 6).value, -11.211102550928);
  });

  it('have the energy of two Hubbard sites, (U − √(U² + 16 t²)) / 2', () => {
    const chain = hubbardChain(2, 1, 4, false, { alpha: 1, beta: 1 });
    near(fullConfigurationInteraction(chain).value, (4 - Math.sqrt(32)) / 2);
    const terms = qubitHamiltonian(chain, new FermionMapping('jordan_wigner', 4)).terms();
    // One electron alone hops freely, so that of all numbers of electrons one has the lowest energy, −t.
    near(lowestEigenvalue(terms, 4).value, -1);
  });

  it('cut graphs and count quadratic forms', () => {
    const petersen = [0, 1, 2, 3, 4].flatMap((k) => [
      { from: k, to: (k + 1) % 5, weight: -1 },
      { from: k, to: k + 5, weight: -1 },
      { from: 5 + k, to: 5 + ((k + 2) % 5), weight: -1 },
    ]);
    near(lowestEigenvalue(maxCut(petersen), 10).value, -12);
    const matrix = [
      [-3, 2, 0],
      [2, -1, 1.5],
      [0, 0, -2],
    ];
    const values = Array.from({ length: 8 }, (_, bits) =>
      matrix.reduce(
        (sum, row, i) =>
          row.reduce((inner, weight, j) => inner + weight * ((bits >> i) & 1) * ((bits >> j) & 1), sum),
        0,
      ),
    );
    near(lowestEigenvalue(quadraticBinary(matrix), 3).value, Math.min(...values));
  });

  it('with constraints have the least value of the bits that keep them', () => {
    const anyWeight = fc.integer({ min: -2, max: 3 });
    const anyConstraint = fc.tuple(fc.array(anyWeight, { minLength: 3, maxLength: 3 }), fc.nat(4));
    const anyRow = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(anyRow, { minLength: 3, maxLength: 3 }),
        fc.array(anyConstraint, { maxLength: 1 }),
        fc.array(anyConstraint, { maxLength: 1 }),
        (matrix, equalities, bounds) => {
          const [equal, atMost] = [equalities, bounds].map((list) =>
            list.map(([weights, bound]) => ({ weights, bound })),
          );
          assert.ok(equal !== undefined && atMost !== undefined);
          const form = constrainedForm(matrix, { equal, atMost, penalty: sufficientPenalty(matrix) });
          assert.ok(typeof form === 'object');
          const sumOf = (weights: readonly number[], bits: number) =>
            weights.reduce((sum, weight, place) => sum + weight * ((bits >> place) & 1), 0);
          const kept = [0, 1, 2, 3, 4, 5, 6, 7].filter(
            (bits) =>
              equal.every(({ weights, bound }) => sumOf(weights, bits) === bound) &&
              atMost.every(({ weights, bound }) => sumOf(weights, bits) <= bound),
          );
          if (kept.length === 0) return;
          const values = kept.map((bits) =>
            matrix.reduce((sum, row, i) => sum + ((bits >> i) & 1) * sumOf(row, bits), 0),
          );
          const terms = quadraticBinary(form.matrix, form.constant);
          near(lowestEigenvalue(terms, form.matrix.length).value, Math.min(...values), 1e-7);
        },
      ),
      { numRuns: 60 },
    );
    const half = { weights: [0.5], bound: 1 };
    const refused = constrainedForm([[1]], { equal: [], atMost: [half], penalty: 1 });
    assert.equal(refused, 'the numbers of at_most are not whole');
    const never = { weights: [1], bound: -1 };
    assert.match(String(constrainedForm([[1]], { equal: [], atMost: [never], penalty: 1 })), /no bits keep/);
  });

  it('with imaginary elements are solved as well', () => {
    const terms = [{ coefficient: 2, factors: [{ qubit: 0, pauli: 'Y' as const }] }];
    near(lowestEigenvalue(terms, 1).value, -2);
    const tilted = (['X', 'Y', 'Z'] as const).map((pauli) => ({
      coefficient: 1,
      factors: [{ qubit: 1, pauli }],
    }));
    near(lowestEigenvalue(tilted, 2).value, -Math.sqrt(3));
  });

  it('too large for exact energies are refused', () => {
    assert.throws(() => lowestEigenvalue([], maximumExactQubits + 1), RangeError);
  });
});
