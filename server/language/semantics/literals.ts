import type { Value } from '../../base/index.ts';
import type { DurationLiteral, Expression, IntegerLiteral } from '../syntax/tree.ts';
import type { Type } from './model.ts';
import { bool, complexType, duration, float, int, singleQubit, text, uint, unknown } from './types.ts';

/** The type of a literal; other expressions have a type only after they were checked. */
export function literalType(expression: Expression): Type {
  switch (expression.kind) {
    case 'integer':
      return expression.value < 2n ** 63n ? int : uint;
    case 'float':
      return float;
    case 'imaginary':
      return complexType;
    case 'boolean':
      return bool;
    case 'bit-string':
      return { kind: 'bit', width: expression.digits.length };
    case 'string':
      return text;
    case 'duration':
      return duration;
    case 'hardware-qubit':
      return singleQubit;
    default:
      return unknown;
  }
}

export function literalValue(expression: Expression): Value | undefined {
  switch (expression.kind) {
    case 'integer':
      return isStorable(expression) ? expression.value : undefined;
    case 'float':
    case 'boolean':
      return expression.value;
    case 'imaginary':
      return { re: 0, im: expression.value };
    case 'bit-string':
      return expression.digits === '' ? undefined : BigInt(`0b${expression.digits}`);
    case 'duration':
      return seconds(expression);
    default:
      return undefined;
  }
}

/** Whether an integer literal fits the widest type that it can have without a declaration, 64 bits. */
export function isStorable({ value }: IntegerLiteral): boolean {
  return value < 2n ** 64n;
}

const unitSeconds: Readonly<Record<Exclude<DurationLiteral['unit'], 'dt'>, number>> = {
  ns: 1e-9,
  us: 1e-6,
  ms: 1e-3,
  s: 1,
  min: 60,
  h: 3600,
};

/** A `dt` is one cycle of a backend, whose length only the backend knows. */
function seconds({ value, unit }: DurationLiteral): number | undefined {
  return unit === 'dt' ? undefined : value * unitSeconds[unit];
}
