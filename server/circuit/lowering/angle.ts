import type { LinearAngle } from '../../library/index.ts';
import type { Angle } from '../circuit.ts';
import type { BinaryOperator, Expression } from '../expression.ts';
import { type Evaluated, asExpression, convertTo, float, isKnown } from './evaluated.ts';

/** Angles of gates: numbers in radians where they are known, expressions of the run where they are not. */

/**
 * A classical value as an angle. Angles of gates are not wrapped at 2π, so that rx(2π) keeps its sign; the bits of a
 * register are a fraction of a turn.
 */
export function asAngle(value: Evaluated): Angle {
  const real =
    value.type.kind === 'bit' ? convertTo(value, { kind: 'angle', width: value.type.width ?? 1 }) : value;
  const converted = convertTo(real, float);
  return isKnown(converted) ? Number(converted.value) : asExpression(converted);
}

/** The linear angle for the given angles of the gate that it belongs to. */
export function linearAngle({ constant, factors }: LinearAngle, angles: readonly Angle[]): Angle {
  return factors.reduce<Angle>(
    (sum, factor, place) => addAngles(sum, scaleAngle(angles[place] ?? 0, factor)),
    constant,
  );
}

export function scaleAngle(angle: Angle, factor: number): Angle {
  if (factor === 0) return 0;
  if (factor === 1) return angle;
  // Adding zero turns the -0 of a negated zero angle into 0, as people write it.
  if (typeof angle === 'number') return angle * factor + 0;
  if (factor === -1) return { kind: 'unary', type: float, operator: '-', operand: angle };
  return operation('*', literal(factor), angle);
}

export function addAngles(a: Angle, b: Angle): Angle {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (a === 0) return b;
  if (b === 0) return a;
  return operation('+', expressionOf(a), expressionOf(b));
}

function expressionOf(angle: Angle): Expression {
  return typeof angle === 'number' ? literal(angle) : angle;
}

function literal(value: number): Expression {
  return { kind: 'literal', type: float, value };
}

function operation(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: 'binary', type: float, operator, left, right };
}
