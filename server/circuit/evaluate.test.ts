import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ClassicalType, Value } from '../base/index.ts';
import { ClassicalError } from '../library/index.ts';
import { evaluate } from './evaluate.ts';
import type { Expression } from './expression.ts';
import { bitsOf, stored, zeroOf } from './values.ts';

const bool: ClassicalType = { kind: 'bool' };
const bit: ClassicalType = { kind: 'bit' };
const int: ClassicalType = { kind: 'int', width: 8 };
const register: ClassicalType = { kind: 'bit', width: 4 };
const table: ClassicalType = { kind: 'array', element: int, shape: [2, 3] };

const variables: readonly (readonly [ClassicalType, Value])[] = [
  [register, 0b0110n],
  [int, -3n],
  [
    table,
    [
      [1n, 2n, 3n],
      [4n, 5n, 6n],
    ],
  ],
];

const environment = {
  parameter: () => 0.5,
  variable: (variable: number) => variables[variable]?.[1] ?? assert.fail(),
};

function literal(type: ClassicalType, value: Value): Expression {
  return { kind: 'literal', type, value };
}

function read(variable: number): Expression {
  return { kind: 'variable', type: variables[variable]?.[0] ?? assert.fail(), variable };
}

function element(type: ClassicalType, of: Expression, index: number): Expression {
  return { kind: 'element', type, of, index: literal(int, BigInt(index)) };
}

describe('late expressions', () => {
  const row: ClassicalType = { kind: 'array', element: int, shape: [3] };
  const cases: readonly (readonly [string, Expression, Value])[] = [
    ['a parameter', { kind: 'parameter', type: { kind: 'float' }, parameter: 0 }, 0.5],
    ['a bit of a register', element(bit, read(0), 1), 1n],
    ['the last bit of a register', element(bit, read(0), -1), 0n],
    ['a bit of a negative number', element(bit, read(1), 7), 1n],
    ['an element of an array', element(int, element(row, read(2), 1), -1), 6n],
    ['a cast', { kind: 'cast', type: { kind: 'uint', width: 8 }, operand: read(1) }, 253n],
    ['a unary operator', { kind: 'unary', type: int, operator: '-', operand: read(1) }, 3n],
    [
      'an operator that wraps at its width',
      { kind: 'binary', type: int, operator: '*', left: read(1), right: literal(int, 100n) },
      -44n,
    ],
    [
      'a concatenation, its first part most significant',
      { kind: 'concatenation', type: { kind: 'bit', width: 5 }, parts: [literal(bit, 1n), read(0)] },
      0b10110n,
    ],
    [
      'a register built from bit 0 on',
      {
        kind: 'list',
        type: { kind: 'bit', width: 3 },
        elements: [literal(bit, 1n), literal(bit, 0n), literal(bit, 0n)],
      },
      1n,
    ],
    ['an array', { kind: 'list', type: row, elements: [read(1), read(1), literal(int, 7n)] }, [-3n, -3n, 7n]],
    ['a call', { kind: 'call', type: { kind: 'uint' }, name: 'popcount', arguments: [read(0)] }, 2n],
  ];
  for (const [name, expression, expected] of cases)
    it(`evaluates ${name}`, () => assert.deepEqual(evaluate(expression, environment), expected));

  const divided: Expression = {
    kind: 'binary',
    type: int,
    operator: '/',
    left: read(1),
    right: literal(int, 0n),
  };

  it('leaves the right side of && alone where the left one decides', () => {
    const guarded: Expression = {
      kind: 'binary',
      type: bool,
      operator: '&&',
      left: literal(bool, false),
      right: divided,
    };
    assert.equal(evaluate(guarded, environment), false);
  });

  it('throws for a division by zero and an index outside', () => {
    assert.throws(() => evaluate(divided, environment), ClassicalError);
    assert.throws(() => evaluate(element(bit, read(0), 4), environment), ClassicalError);
  });
});

describe('storage', () => {
  it('stores a bit, an element, and a bit of an element', () => {
    const one = { type: bit, value: 1n };
    assert.equal(stored({ type: register, value: 0n }, [-1n], one), 8n);
    assert.equal(stored({ type: int, value: 0n }, [7n], one), -128n);
    assert.equal(stored({ type: bool, value: false }, [], one), true);
    const matrix = stored({ type: table, value: zeroOf(table) }, [1n, 2n], { type: int, value: 9n });
    assert.deepEqual(matrix, [
      [0n, 0n, 0n],
      [0n, 0n, 9n],
    ]);
    assert.deepEqual(stored({ type: table, value: matrix }, [1n, 2n, 0n], { type: bit, value: 0n }), [
      [0n, 0n, 0n],
      [0n, 0n, 8n],
    ]);
  });

  it('sees an angle as its fixed-point bits', () => {
    const angle: ClassicalType = { kind: 'angle', width: 4 };
    assert.equal(bitsOf({ type: angle, value: Math.PI }), 8n);
    assert.equal(stored({ type: angle, value: Math.PI }, [2n], { type: bit, value: 1n }), 1.5 * Math.PI);
  });
});
