import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { lowerObservable } from './index.ts';
import { check, terms } from './fixture.test.ts';

describe('observables', () => {
  it('are sums of Pauli words, equal ones merged', () => {
    assert.deepEqual(terms('observable o = -(Z[0] * Z[1] + X[2]) - 0.5 * X[2] + 3;', 'o'), [
      '-1 Z0 Z1',
      '-1.5 X2',
      '3',
    ]);
    assert.deepEqual(
      terms('observable o = sum(Z[i] * Z[i + 1] for i in [0:2]) + 0.7 * sum(X[i] for i in {0, 3});', 'o'),
      [...['1 Z0 Z1', '1 Z1 Z2', '1 Z2 Z3', '0.7 X0', '0.7 X3']],
    );
    assert.deepEqual(terms('observable o = pauli("XIZ") + I / 4;', 'o'), ['1 Z0 X2', '0.25']);
  });

  it('multiply with the right phases', () => {
    assert.deepEqual(terms('observable o = (X[0] * Y[0]) * Z[0] * -1.0im;', 'o'), ['1']);
    assert.deepEqual(terms('observable o = (X[0] + Z[0]) * (X[0] + Z[0]);', 'o'), ['2']);
    assert.deepEqual(terms('observable o = (X[0] * Y[0] - Y[0] * X[0]) * 0.5im;', 'o'), ['-1 Z0']);
  });

  it('use parameters, constants, inputs and each other', () => {
    const text =
      'const int n = 2; input float g = 0.5; observable z(int i) = Z[i]; observable o(float a) = a * z(n) - g * z(0);';
    assert.deepEqual(terms(text, 'o', { arguments: [2] }), ['2 Z2', '-0.5 Z0']);
    assert.deepEqual(terms(text, 'o', { arguments: [2], inputs: new Map([['g', 4]]) }), ['2 Z2', '-4 Z0']);
  });

  it('must be Hermitian', () => {
    const model = check('input complex g = 1.0; observable o = g * X[0];');
    const { value, diagnostics } = lowerObservable(model, 'o', {
      inputs: new Map([['g', { re: 0, im: 1 }]]),
    });
    assert.equal(value, undefined);
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['QF5009'],
    );
  });

  it('have thousands of terms in one sum', () => {
    // The place modulo 50 and modulo 7 tells 350 words apart; the coefficients of one word are an arithmetic series.
    const count = 5250;
    const summands = Array.from(
      { length: count },
      (_, place) => `${place} * Z[${place % 50}] * Z[${50 + (place % 7)}]`,
    );
    const found = terms(`observable o = ${summands.join(' + ')} - 1 * I;`, 'o');
    assert.equal(found.length, 351);
    const series = (first: number) => 15 * first + (350 * 15 * 14) / 2;
    assert.equal(found[1], `${series(1)} Z1 Z51`);
    assert.equal(found[349], `${series(349)} Z49 Z56`);
    assert.equal(found[350], '-1');
  });
});
