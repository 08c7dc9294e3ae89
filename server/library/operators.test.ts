import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type ClassicalType, type TypedValue, type Value, typeName } from '../base/index.ts';
import {
  type BinaryOperatorName,
  ClassicalError,
  type UnaryOperatorName,
  applyBinary,
  applyUnary,
  binaryOperators,
  binaryType,
  convert,
  isConvertible,
  unaryOperators,
  unaryType,
} from './index.ts';

const bool: ClassicalType = { kind: 'bool' };
const int: ClassicalType = { kind: 'int' };
const uint: ClassicalType = { kind: 'uint' };
const float: ClassicalType = { kind: 'float' };
const angle: ClassicalType = { kind: 'angle' };
const complex: ClassicalType = { kind: 'complex' };
const duration: ClassicalType = { kind: 'duration' };

function sized(kind: 'bit' | 'int' | 'uint' | 'float' | 'angle', width: number): ClassicalType {
  return { kind, width };
}

function of(type: ClassicalType, value: Value): TypedValue {
  return { type, value };
}

function check(
  left: TypedValue,
  operator: BinaryOperatorName,
  right: TypedValue,
  type: string,
  value: Value,
): void {
  it(`${typeName(left.type)} ${operator} ${typeName(right.type)} is ${String(value)}`, () => {
    const result = applyBinary(operator, left, right);
    assert.equal(typeName(result.type), type);
    if (typeof value === 'number') assert.ok(Math.abs(Number(result.value) - value) < 1e-12);
    else assert.deepEqual(result.value, value);
  });
}

function refuses(fault: ClassicalError['fault'], run: () => unknown): void {
  assert.throws(run, (error) => error instanceof ClassicalError && error.fault === fault);
}

describe('integer operators', () => {
  const byte = sized('uint', 8);
  check(of(byte, 250n), '+', of(byte, 10n), 'uint[8]', 4n);
  check(of(byte, 3n), '-', of(byte, 5n), 'uint[8]', 254n);
  check(of(sized('int', 8), 127n), '+', of(sized('int', 8), 1n), 'int[8]', -128n);
  check(of(int, -7n), '/', of(int, 2n), 'int', -3n);
  check(of(int, -7n), '%', of(int, 2n), 'int', -1n);
  check(of(int, 2n), '**', of(int, 10n), 'int', 1024n);
  check(of(byte, 3n), '**', of(int, 1_000_000_000_000n), 'uint[8]', 1n);
  check(of(byte, 200n), '+', of(sized('int', 16), 100n), 'int[16]', 300n);
  check(of(int, 1n), '+', of(float, 0.5), 'float', 1.5);
  check(of(int, -1n), '<', of(uint, 1n), 'bool', true);
  check(of(sized('bit', 3), 5n), '==', of(int, 5n), 'bool', true);
  check(of(sized('bit', 3), 5n), '+', of(float, 0.5), 'float', 5.5);

  it('refuses to divide by zero and to take negative powers', () => {
    refuses('division-by-zero', () => applyBinary('/', of(int, 1n), of(int, 0n)));
    refuses('division-by-zero', () => applyBinary('%', of(int, 1n), of(int, 0n)));
    refuses('division-by-zero', () => applyBinary('/', of(float, 1), of(float, 0)));
    refuses('outside-domain', () => applyBinary('**', of(int, 2n), of(int, -1n)));
    refuses('outside-domain', () => applyBinary('**', of(float, -1), of(float, 0.5)));
  });
});

describe('bit operators', () => {
  const nibble = sized('bit', 4);
  check(of(nibble, 0b1100n), '&', of(nibble, 0b1010n), 'bit[4]', 0b1000n);
  check(of(nibble, 0b1100n), '^', of(nibble, 0b1010n), 'bit[4]', 0b0110n);
  check(of(nibble, 0b1100n), '|', of(int, 0b10011n), 'bit[4]', 0b1111n);
  check(of(nibble, 0b1100n), '<<', of(int, 1n), 'bit[4]', 0b1000n);
  check(of(nibble, 0b1100n), '>>', of(int, 2n), 'bit[4]', 0b0011n);
  check(of(nibble, 0b1100n), '>>', of(int, 200n), 'bit[4]', 0n);
  check(of(sized('int', 8), -8n), '>>', of(int, 1n), 'int[8]', -4n);
  check(of(nibble, 1n), '&&', of(bool, true), 'bool', true);
  check(of(nibble, 0n), '||', of(bool, false), 'bool', false);

  it('inverts every bit and no more', () => {
    assert.deepEqual(applyUnary('~', of(nibble, 0b0101n)), of(nibble, 0b1010n));
    assert.deepEqual(applyUnary('!', of(nibble, 0b0101n)), of(bool, false));
  });
});

describe('angle operators', () => {
  check(of(angle, 3), '+', of(angle, 4), 'angle', 7 - 2 * Math.PI);
  check(of(angle, 1), '-', of(angle, 2), 'angle', 2 * Math.PI - 1);
  check(of(angle, 1), '/', of(int, 2n), 'angle', 0.5);
  check(of(angle, 5), '/', of(angle, 2), 'uint', 2n);
  check(of(int, 3n), '*', of(angle, 3), 'angle', 9 - 2 * Math.PI);
  check(of(angle, 1), '==', of(float, 1 + 2 * Math.PI), 'bool', false);
  check(of(sized('angle', 4), Math.PI), '>>', of(int, 1n), 'angle[4]', Math.PI / 2);

  it('keeps small widths on their grid', () => {
    assert.equal(convert(of(float, 0.8), sized('angle', 3)), Math.PI / 4);
    assert.equal(convert(of(sized('angle', 3), Math.PI / 4), sized('bit', 3)), 1n);
    assert.equal(convert(of(sized('bit', 3), 5n), sized('angle', 3)), (5 * Math.PI) / 4);
    assert.equal(convert(of(float, -1e-18), angle), 0);
  });
});

describe('durations and complex numbers', () => {
  check(of(duration, 1e-6), '+', of(duration, 2e-6), 'duration', 3e-6);
  check(of(duration, 1e-6), '*', of(int, 3n), 'duration', 3e-6);
  check(of(duration, 1e-6), '/', of(duration, 2e-6), 'float', 0.5);
  check(of(complex, { re: 0, im: 1 }), '*', of(complex, { re: 0, im: 1 }), 'complex', { re: -1, im: 0 });
  check(of(complex, { re: 1, im: 1 }), '-', of(int, 1n), 'complex', { re: 0, im: 1 });
  check(of(complex, { re: 1, im: 0 }), '==', of(float, 1), 'bool', true);
});

describe('conversions', () => {
  const table: readonly [TypedValue, ClassicalType, Value][] = [
    [of(int, -1n), sized('uint', 8), 255n],
    [of(int, 200n), sized('int', 8), -56n],
    [of(float, -2.9), int, -2n],
    [of(sized('bit', 4), 0b1000n), sized('int', 4), -8n],
    [of(sized('bit', 4), 0b1000n), sized('uint', 4), 8n],
    [of(bool, true), int, 1n],
    [of(bool, true), float, 1],
    [of(int, 0n), bool, false],
    [of(float, 0.1), sized('float', 32), Math.fround(0.1)],
    [of(int, 2n), complex, { re: 2, im: 0 }],
  ];
  for (const [from, to, expected] of table) {
    it(`${typeName(from.type)} to ${typeName(to)}`, () => assert.deepEqual(convert(from, to), expected));
  }

  it('turns arrays element by element', () => {
    const from = of({ kind: 'array', element: int, shape: [2, 2] }, [
      [1n, 2n],
      [3n, 4n],
    ]);
    assert.deepEqual(convert(from, { kind: 'array', element: float, shape: [2, 2] }), [
      [1, 2],
      [3, 4],
    ]);
    refuses('no-conversion', () => convert(from, { kind: 'array', element: float, shape: [4] }));
  });

  it('refuses what the language has no conversion for', () => {
    refuses('no-conversion', () => convert(of(float, 1), sized('bit', 4)));
    refuses('no-conversion', () => convert(of(duration, 1), float));
    refuses('no-conversion', () => convert(of(complex, { re: 1, im: 0 }), float));
    refuses('no-conversion', () => convert(of(sized('bit', 4), 1n), sized('bit', 8)));
    refuses('outside-domain', () => convert(of(float, Infinity), int));
  });
});

describe('static types and computation', () => {
  const samples: readonly TypedValue[] = [
    of(bool, true),
    of(sized('bit', 1), 1n),
    of(sized('bit', 4), 9n),
    of(int, 5n),
    of(sized('uint', 8), 7n),
    of(float, 2.5),
    of(sized('float', 32), 0.5),
    of(angle, 1.5),
    of(sized('angle', 8), 1.5),
    of(complex, { re: 1, im: 2 }),
    of(duration, 1e-6),
    of({ kind: 'array', element: int, shape: [1] }, [1n]),
  ];

  it('agree on what exists, for every operator and pair of types', () => {
    for (const operator of binaryOperators) {
      for (const left of samples) {
        for (const right of samples)
          agree(binaryType(operator, left.type, right.type), operator, left, right);
      }
    }
  });

  function agree(type: ClassicalType | undefined, operator: BinaryOperatorName, ...pair: TypedValue[]): void {
    const [left, right] = pair as [TypedValue, TypedValue];
    if (type === undefined) return refuses('no-operation', () => applyBinary(operator, left, right));
    const result = applyBinary(operator, left, right);
    assert.deepEqual(result.type, type);
    assert.deepEqual(convert(result, type), result.value, 'a result is a value of its type');
  }

  it('agree for every unary operator', () => {
    for (const operator of unaryOperators) for (const operand of samples) agreeUnary(operator, operand);
  });

  function agreeUnary(operator: UnaryOperatorName, operand: TypedValue): void {
    const type = unaryType(operator, operand.type);
    if (type === undefined) return refuses('no-operation', () => applyUnary(operator, operand));
    assert.deepEqual(applyUnary(operator, operand).type, type);
  }

  it('agree on conversions', () => {
    for (const from of samples) {
      for (const to of samples) {
        if (isConvertible(from.type, to.type)) assert.notEqual(convert(from, to.type), undefined);
        else refuses('no-conversion', () => convert(from, to.type));
      }
    }
  });
});
