import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { scaledElement } from './construction.ts';
import { evaluate } from './evaluate.ts';
import type { Expression } from './expression.ts';
import { linearAngle } from './linear-angle.ts';

const float = { kind: 'float' } as const;
const list = { kind: 'array', element: float, shape: [3] } as const;
const number = (value: number): Expression => ({ kind: 'literal', type: float, value });
const read: Expression = { kind: 'parameter', type: float, parameter: 1 };
const product = (left: Expression, right: Expression): Expression => ({
  ...{ kind: 'binary', type: float, operator: '*' },
  ...{ left, right },
});

describe('a linear angle', () => {
  it('is a multiple of a parameter or of an element of one', () => {
    const minus: Expression = { kind: 'unary', type: float, operator: '-', operand: read };
    const parameters = [[0.1, 0.7, -3], 1.3];
    const environment = { parameter: (place: number) => parameters[place] ?? NaN, variable: () => 0 };
    for (const angle of [
      read,
      minus,
      product(read, number(0.3)),
      product(number(2), minus),
      scaledElement(0, list, 1, -0.25),
    ]) {
      const { factor, parameter, place } = linearAngle(angle) ?? assert.fail();
      const value = parameters[parameter];
      const whole = place === undefined ? value : (value as number[])[place];
      assert.equal(factor * Number(whole), evaluate(angle, environment));
    }
  });

  it('is nothing else, and nothing that conversions round', () => {
    const narrow = { kind: 'float', width: 32 } as const;
    const sum: Expression = { kind: 'binary', type: float, operator: '+', left: read, right: number(1) };
    assert.equal(linearAngle(sum), undefined);
    assert.equal(linearAngle(product(read, read)), undefined);
    assert.equal(linearAngle({ kind: 'parameter', type: narrow, parameter: 0 }), undefined);
    assert.equal(linearAngle(scaledElement(0, list, 3, 1)), undefined);
  });
});
