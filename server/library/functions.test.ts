import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type ClassicalType, type TypedValue, type Value, typeName } from '../base/index.ts';
import { ClassicalError, applyFunction, findConstant, functionType, functions } from './index.ts';

const int: ClassicalType = { kind: 'int' };
const float: ClassicalType = { kind: 'float' };
const complex: ClassicalType = { kind: 'complex' };
const nibble: ClassicalType = { kind: 'bit', width: 4 };

function of(type: ClassicalType, value: Value): TypedValue {
  return { type, value };
}

function check(name: string, values: readonly TypedValue[], type: string, expected: Value): void {
  it(`${name}(${values.map((value) => typeName(value.type)).join(', ')})`, () => {
    const result = applyFunction(name, values);
    assert.equal(typeName(result.type), type);
    assert.deepEqual(
      functionType(
        name,
        values.map((value) => value.type),
      ),
      result.type,
    );
    if (typeof expected === 'number') assert.ok(Math.abs(Number(result.value) - expected) < 1e-12);
    else assert.deepEqual(result.value, expected);
  });
}

function refuses(fault: ClassicalError['fault'], run: () => unknown): void {
  assert.throws(run, (error) => error instanceof ClassicalError && error.fault === fault);
}

describe('functions', () => {
  check('sin', [of(float, Math.PI / 6)], 'float', 0.5);
  check('cos', [of({ kind: 'angle' }, Math.PI)], 'float', -1);
  check('tan', [of(int, 0n)], 'float', 0);
  check('arcsin', [of(float, 1)], 'float', Math.PI / 2);
  check('arccos', [of(float, 1)], 'float', 0);
  check('arctan', [of(float, 1)], 'float', Math.PI / 4);
  check('exp', [of(int, 1n)], 'float', Math.E);
  check('exp', [of(complex, { re: 0, im: 0 })], 'complex', { re: 1, im: 0 });
  check('log', [of(float, Math.E)], 'float', 1);
  check('sqrt', [of(int, 9n)], 'float', 3);
  check('sqrt', [of(complex, { re: 4, im: 0 })], 'complex', { re: 2, im: 0 });
  check('ceiling', [of(float, 1.2)], 'float', 2);
  check('floor', [of(float, -1.2)], 'float', -2);
  check('mod', [of(int, 7n), of(int, 3n)], 'int', 1n);
  check('mod', [of(float, 7.5), of(int, 2n)], 'float', 1.5);
  check('pow', [of(int, 2n), of(int, 10n)], 'int', 1024n);
  check('pow', [of(float, 2), of(int, -1n)], 'float', 0.5);
  check('pow', [of(complex, { re: 1, im: 0 }), of(int, 2n)], 'complex', { re: 1, im: 0 });
  check('abs', [of(int, -3n)], 'int', 3n);
  check('abs', [of(float, -0.5)], 'float', 0.5);
  check('abs', [of(complex, { re: 3, im: 4 })], 'float', 5);
  check('real', [of(complex, { re: 3, im: 4 })], 'float', 3);
  check('imag', [of(complex, { re: 3, im: 4 })], 'float', 4);
  check('popcount', [of(nibble, 0b1011n)], 'uint', 3n);
  check('popcount', [of({ kind: 'int', width: 4 }, -1n)], 'uint', 4n);
  check('rotl', [of(nibble, 0b1001n), of(int, 1n)], 'bit[4]', 0b0011n);
  check('rotr', [of(nibble, 0b1001n), of(int, 1n)], 'bit[4]', 0b1100n);
  check('rotl', [of(nibble, 0b1001n), of(int, -5n)], 'bit[4]', 0b1100n);
  check('sizeof', [of({ kind: 'array', element: int, shape: [2, 3] }, []), of(int, 1n)], 'uint', 3n);

  it('refuse arguments outside their domain', () => {
    refuses('outside-domain', () => applyFunction('sqrt', [of(float, -1)]));
    refuses('outside-domain', () => applyFunction('arcsin', [of(float, 2)]));
    refuses('outside-domain', () => applyFunction('log', [of(int, 0n)]));
    refuses('outside-domain', () => applyFunction('pow', [of(int, 2n), of(int, -1n)]));
    refuses('division-by-zero', () => applyFunction('mod', [of(int, 1n), of(int, 0n)]));
  });

  it('refuse arguments of the wrong type or number, in type and in value', () => {
    for (const { name } of functions) {
      assert.equal(functionType(name, []), undefined, name);
      refuses('wrong-arguments', () => applyFunction(name, []));
      assert.equal(functionType(name, [{ kind: 'duration' }]), undefined, name);
      refuses('wrong-arguments', () => applyFunction(name, [of({ kind: 'duration' }, 1)]));
    }
    refuses('no-operation', () => applyFunction('sinh', [of(float, 1)]));
  });
});

describe('constants', () => {
  it('have two spellings each', () => {
    for (const [name, symbol, value] of [
      ['pi', 'π', Math.PI],
      ['tau', 'τ', 2 * Math.PI],
      ['euler', 'ℇ', Math.E],
    ] as const) {
      assert.equal(findConstant(name)?.value, value);
      assert.equal(findConstant(symbol), findConstant(name));
    }
    assert.equal(findConstant('Pi'), undefined);
  });
});
